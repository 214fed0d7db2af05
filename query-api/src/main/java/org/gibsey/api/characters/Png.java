package org.gibsey.api.characters;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A PNG as the list of its chunks (ISO/IEC 15948). Pixels are not looked at.
 *
 * @param chunks the first one is the header, the last one the end
 */
record Png(List<Chunk> chunks) {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int AROUND_DATA = 12;
  private static final int MAX_CHUNKS = 10_000;
  private static final int MAX_SIDE = 16_384;
  private static final int HEADER_BYTES = 13;

  Png {
    chunks = List.copyOf(chunks);
  }

  /**
   * One chunk.
   *
   * @param type four letters of ASCII
   */
  record Chunk(String type, byte[] data) {}

  /** Whether a file begins as a PNG does. */
  static boolean begins(byte[] file) {
    return file.length >= SIGNATURE.length
        && Arrays.equals(file, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  /**
   * Reads a file. What follows its end is left out.
   *
   * @throws org.gibsey.api.http.Problem of the type {@code INVALID_CARD} when it is no PNG, is cut
   *     off, or was damaged
   */
  static Png read(byte[] file) {
    if (!begins(file)) {
      throw InvalidCard.because("The file is not a PNG.");
    }
    ByteBuffer in = ByteBuffer.wrap(file).position(SIGNATURE.length);
    List<Chunk> chunks = new ArrayList<>();
    do {
      if (chunks.size() == MAX_CHUNKS) {
        throw InvalidCard.because("The PNG has more than " + MAX_CHUNKS + " chunks.");
      }
      chunks.add(chunk(in));
    } while (!chunks.getLast().type().equals("IEND"));
    requireHeader(chunks.getFirst());
    if (chunks.stream().noneMatch(chunk -> chunk.type().equals("IDAT"))) {
      throw InvalidCard.because("The PNG has no picture.");
    }
    return new Png(chunks);
  }

  private static Chunk chunk(ByteBuffer in) {
    if (in.remaining() < AROUND_DATA) {
      throw InvalidCard.because("The PNG is cut off.");
    }
    int length = in.getInt();
    if (length < 0 || length > in.remaining() - (AROUND_DATA - Integer.BYTES)) {
      throw InvalidCard.because("The PNG is cut off, or a chunk's length is damaged.");
    }
    CRC32 checksum = new CRC32();
    checksum.update(in.slice(in.position(), Integer.BYTES + length));
    byte[] type = new byte[Integer.BYTES];
    byte[] data = new byte[length];
    in.get(type).get(data);
    if (in.getInt() != (int) checksum.getValue()) {
      throw InvalidCard.because("A chunk of the PNG is damaged: its checksum does not fit.");
    }
    for (byte letter : type) {
      if (!(letter >= 'A' && letter <= 'Z') && !(letter >= 'a' && letter <= 'z')) {
        throw InvalidCard.because("A chunk of the PNG has a type that is none.");
      }
    }
    return new Chunk(new String(type, StandardCharsets.US_ASCII), data);
  }

  private static void requireHeader(Chunk header) {
    if (!header.type().equals("IHDR") || header.data().length != HEADER_BYTES) {
      throw InvalidCard.because("The PNG does not begin with its header.");
    }
    ByteBuffer sides = ByteBuffer.wrap(header.data());
    int width = sides.getInt();
    int height = sides.getInt();
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
      throw InvalidCard.because("The PNG may have 1 to " + MAX_SIDE + " pixels on each side.");
    }
  }

  /** The file. */
  byte[] write() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    for (Chunk chunk : chunks) {
      ByteBuffer bytes = ByteBuffer.allocate(AROUND_DATA + chunk.data().length);
      bytes.putInt(chunk.data().length);
      bytes.put(chunk.type().getBytes(StandardCharsets.US_ASCII)).put(chunk.data());
      CRC32 checksum = new CRC32();
      checksum.update(bytes.array(), Integer.BYTES, Integer.BYTES + chunk.data().length);
      bytes.putInt((int) checksum.getValue());
      out.writeBytes(bytes.array());
    }
    return out.toByteArray();
  }
}
