package org.gibsey.tools.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.TreeMap;

/**
 * What the index holds, row by row, in little memory: 128 bits of a hash of the key and 64 bits of
 * a hash of the content. Open addressing in one array that is at most two thirds full, so that a
 * million rows take 36 to 72 MB; while it grows, half as much again.
 *
 * <p>Two keys with the same hash would hide a difference; of a million rows that happens once in
 * 10<sup>26</sup> times. Not for use by several threads.
 */
final class RowDigests {
  private static final int LONGS = 3;

  private long[] slots = new long[LONGS * 1024];
  private final BitSet seen = new BitSet();
  private int size;

  /** What is known of a row. */
  enum Match {
    ABSENT,
    SAME,
    OTHER
  }

  int size() {
    return size;
  }

  void put(SearchableRow row) {
    if (3L * (size + 1) > 2L * (slots.length / LONGS)) {
      grow();
    }
    long[] key = key(row.rowKey());
    int slot = slot(slots, key[0], key[1]);
    if (isFree(slots, slot)) {
      size++;
    }
    slots[slot] = key[0];
    slots[slot + 1] = key[1];
    slots[slot + 2] = content(row);
  }

  /** Compares a row, and notes that there is such a row. */
  Match see(SearchableRow row) {
    int slot = seeKey(row.rowKey());
    if (slot < 0) {
      return Match.ABSENT;
    }
    return slots[slot + 2] == content(row) ? Match.SAME : Match.OTHER;
  }

  /** Whether the index holds a row of this key; notes that it was asked for. */
  boolean seeAny(String rowKey) {
    return seeKey(rowKey) >= 0;
  }

  /** How many rows nobody asked for. */
  int unseen() {
    return size - seen.cardinality();
  }

  boolean isUnseen(String rowKey) {
    long[] key = key(rowKey);
    int slot = slot(slots, key[0], key[1]);
    return !isFree(slots, slot) && !seen.get(slot / LONGS);
  }

  private int seeKey(String rowKey) {
    long[] key = key(rowKey);
    int slot = slot(slots, key[0], key[1]);
    if (isFree(slots, slot)) {
      return -1;
    }
    seen.set(slot / LONGS);
    return slot;
  }

  private void grow() {
    if (!seen.isEmpty()) {
      throw new IllegalStateException("rows are put before any is seen");
    }
    long[] old = slots;
    slots = new long[Math.multiplyExact(2, old.length)];
    for (int from = 0; from < old.length; from += LONGS) {
      if (!isFree(old, from)) {
        System.arraycopy(old, from, slots, slot(slots, old[from], old[from + 1]), LONGS);
      }
    }
  }

  /** Where the key is, or where it belongs. */
  private static int slot(long[] slots, long high, long low) {
    int places = slots.length / LONGS;
    int place = (int) Long.remainderUnsigned(low, places);
    while (!isFree(slots, place * LONGS)
        && (slots[place * LONGS] != high || slots[place * LONGS + 1] != low)) {
      place = place + 1 == places ? 0 : place + 1;
    }
    return place * LONGS;
  }

  /** A key of 128 zero bits does not happen. */
  private static boolean isFree(long[] slots, int slot) {
    return slots[slot] == 0 && slots[slot + 1] == 0;
  }

  private static long[] key(String rowKey) {
    ByteBuffer digest = ByteBuffer.wrap(sha256().digest(rowKey.getBytes(UTF_8)));
    return new long[] {digest.getLong(), digest.getLong()};
  }

  private static long content(SearchableRow row) {
    MessageDigest digest = sha256();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(row.writeTimeMicros()).flip());
    add(digest, row.textHash());
    new TreeMap<>(row.fields())
        .forEach(
            (column, value) -> {
              add(digest, column);
              add(digest, value);
            });
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
