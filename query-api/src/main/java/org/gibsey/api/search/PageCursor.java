package org.gibsey.api.search;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;

/**
 * Where the next page of a search begins, as text that means nothing to the caller.
 *
 * <p>In base64url without padding: a version byte, the first 12 bytes of the SHA-256 of all that
 * decides the ranking, and the number of hits to leave out in 2 bytes. The hash is no signature: it
 * finds a cursor that came with another query, and who invents one only sees another page of his
 * own search. In a collection whose rows belong to someone it is the owner's alone.
 */
final class PageCursor {
  private static final byte VERSION = 1;
  private static final int HASH_BYTES = 12;
  private static final int BYTES = 1 + HASH_BYTES + Short.BYTES;
  private static final int LENGTH = 20;

  private PageCursor() {}

  /** The cursor behind the hits of a query. */
  static String after(PassageQuery query) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.put(VERSION).put(hash(query)).putShort((short) (query.offset() + query.limit()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * The number of hits that a cursor leaves out.
   *
   * @param query the same query, at any offset
   * @throws Problem when the text is no cursor, or one of another query
   */
  static int offset(String cursor, PassageQuery query) {
    ByteBuffer bytes = ByteBuffer.wrap(decoded(cursor));
    byte version = bytes.get();
    byte[] hash = new byte[HASH_BYTES];
    bytes.get(hash);
    int offset = bytes.getShort();
    if (version != VERSION || offset < 1 || offset >= PassageQuery.DEEPEST) {
      throw invalid("Send 'page' exactly as 'next_page' of an answer gave it, or leave it out.");
    }
    if (!Arrays.equals(hash, hash(query))) {
      throw invalid(
          "The field 'page' belongs to another query; repeat that query, changing nothing but"
              + " 'page' and 'limit', or leave 'page' out to begin anew.");
    }
    return offset;
  }

  private static byte[] decoded(String cursor) {
    try {
      if (cursor.length() == LENGTH) {
        return Base64.getUrlDecoder().decode(cursor);
      }
    } catch (IllegalArgumentException notBase64) {
      // Told below.
    }
    throw invalid("Send 'page' exactly as 'next_page' of an answer gave it, or leave it out.");
  }

  private static byte[] hash(PassageQuery query) {
    MessageDigest digest = sha256();
    for (Object part :
        Arrays.asList(
            query.collection().name(),
            query.text(),
            query.mode(),
            query.fusion(),
            query.grouping(),
            query.filter(),
            query.book(),
            query.upTo(),
            query.scoreThreshold(),
            query.exact(),
            query.candidates(),
            query.owner())) {
      digest.update(Objects.toString(part).getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    float[] vector = query.vector();
    if (vector != null) {
      ByteBuffer floats = ByteBuffer.allocate(vector.length * Float.BYTES);
      floats.asFloatBuffer().put(vector);
      digest.update(floats);
    }
    return Arrays.copyOf(digest.digest(), HASH_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }

  private static Problem invalid(String detail) {
    return new Problem(ProblemType.INVALID_VALUE, detail);
  }
}
