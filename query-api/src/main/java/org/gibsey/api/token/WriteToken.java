package org.gibsey.api.token;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.shard.AwaitedWrite;
import org.gibsey.shard.ReadAfter;

/**
 * A write of a row, as its writer takes it along to searches that must see it.
 *
 * <p>As text it is opaque base64url without padding: a version byte, the write time in 8 bytes, the
 * collection's length in 2 and its UTF-8, the same of the row key, and the CRC-32C of all of it in
 * 4 bytes, big-endian. The checksum finds what was cut or mistyped. It is no secret and no
 * signature: who invents a token only waits for a write that may never come.
 *
 * @param collection name of the row's collection, at most {@value #MAX_BYTES} bytes of UTF-8
 * @param rowKey canonical JSON object of the row's key columns, as the index knows it, of the same
 *     length at most
 * @param writeTimeMicros write time in microseconds since 1970
 */
public record WriteToken(String collection, String rowKey, long writeTimeMicros) {
  /** Longest text that is looked at, in characters; more than any page's token has. */
  public static final int MAX_LENGTH = 6_000;

  static final int MAX_BYTES = 2_000;
  private static final byte VERSION = 1;
  private static final int CHECKSUM_BYTES = Integer.BYTES;

  public WriteToken {
    require("collection", collection);
    require("rowKey", rowKey);
  }

  private static void require(String name, String value) {
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "%s has %d bytes, allowed are 1 to %d".formatted(name, bytes, MAX_BYTES));
    }
  }

  /** The token as text for JSON and addresses. */
  public String encode() {
    byte[] name = collection.getBytes(StandardCharsets.UTF_8);
    byte[] key = rowKey.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(
            1 + Long.BYTES + 2 * Short.BYTES + name.length + key.length + CHECKSUM_BYTES);
    bytes.put(VERSION).putLong(writeTimeMicros);
    bytes.putShort((short) name.length).put(name).putShort((short) key.length).put(key);
    bytes.putInt(checksum(bytes.array(), bytes.position()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws Problem of the type {@code INVALID_TOKEN} for anything else
   */
  public static WriteToken parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw invalid();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      WriteToken token = decode(bytes);
      // The decoder forgives padding and stray bits; one write has one token.
      if (!token.encode().equals(text)) {
        throw invalid();
      }
      return token;
    } catch (IllegalArgumentException | BufferUnderflowException | CharacterCodingException e) {
      throw invalid();
    }
  }

  /**
   * What a search of a collection has to wait for.
   *
   * @param searched name of the collection that is searched
   * @throws Problem of the type {@code INVALID_TOKEN} when the write was to another one
   */
  public ReadAfter in(String searched) {
    if (!collection.equals(searched)) {
      throw new Problem(
          ProblemType.INVALID_TOKEN,
          "The token is of a write to another collection; leave it out, or search that one.");
    }
    return new ReadAfter(rowKey, AwaitedWrite.at(writeTimeMicros));
  }

  private static WriteToken decode(byte[] bytes) throws CharacterCodingException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (buffer.get() != VERSION) {
      throw invalid();
    }
    long writeTimeMicros = buffer.getLong();
    String collection = text(buffer);
    String rowKey = text(buffer);
    if (buffer.getInt() != checksum(bytes, bytes.length - CHECKSUM_BYTES)) {
      throw invalid();
    }
    return new WriteToken(collection, rowKey, writeTimeMicros);
  }

  private static String text(ByteBuffer buffer) throws CharacterCodingException {
    int length = buffer.getShort();
    if (length < 0 || length > buffer.remaining()) {
      throw invalid();
    }
    ByteBuffer part = buffer.slice(buffer.position(), length);
    buffer.position(buffer.position() + length);
    return StandardCharsets.UTF_8.newDecoder().decode(part).toString();
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  private static Problem invalid() {
    return new Problem(
        ProblemType.INVALID_TOKEN,
        "Send the token exactly as the answer to the write gave it, or leave it out.");
  }
}
