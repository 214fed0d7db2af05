package org.gibsey.indexing.index;

/**
 * A file in the state.
 *
 * @param name name within the index's directory
 * @param length bytes, below 2<sup>56</sup>
 * @param group which of the maps for large files holds it, 0 to 127; 0 for other files
 */
record SavedFile(String name, long length, int group) {
  private static final int LENGTH_BITS = 56;

  SavedFile {
    if (length < 0 || length >>> LENGTH_BITS != 0 || group < 0 || group > Byte.MAX_VALUE) {
      throw new IllegalArgumentException(
          "file %s of %d bytes in group %d can't be kept".formatted(name, length, group));
    }
  }

  /** As {@link #entry} wrote it, or the length alone, as format 1 has it. */
  static SavedFile of(String name, long entry) {
    return new SavedFile(name, entry & ((1L << LENGTH_BITS) - 1), (int) (entry >>> LENGTH_BITS));
  }

  /** The group in the highest byte, the length in the others. */
  long entry() {
    return (long) group << LENGTH_BITS | length;
  }
}
