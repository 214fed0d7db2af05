package org.gibsey.cdc.cassandra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What Cassandra says about a segment in its {@code _cdc.idx} file.
 *
 * @param syncedTo bytes of the log that are synced and may be read
 * @param complete true once Cassandra will write nothing more to the log
 */
record SegmentIndex(int syncedTo, boolean complete) {
  private static final Pattern POSITION = Pattern.compile("\\d{1,9}");
  private static final SegmentIndex EMPTY = new SegmentIndex(0, false);

  /**
   * Reads the index. Cassandra rewrites the file in place, so it may be seen empty for a moment:
   * that reads as "nothing yet".
   *
   * @throws IOException if the file exists and cannot be read
   */
  static SegmentIndex read(Path file) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      return EMPTY;
    }
    if (lines.isEmpty() || !POSITION.matcher(lines.get(0)).matches()) {
      return EMPTY;
    }
    return new SegmentIndex(
        Integer.parseInt(lines.get(0)), lines.size() > 1 && "COMPLETED".equals(lines.get(1)));
  }
}
