package org.gibsey.api.chats;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.UUIDType;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import com.fasterxml.uuid.impl.UUIDUtil;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** Ids of chats: UUIDs of version 7 (RFC 9562, section 5.7), which rise with time. */
final class ChatIds {
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  private static final int RANDOM_BITS = 16;
  private static final TimeBasedEpochRandomGenerator FRESH =
      Generators.timeBasedEpochRandomGenerator();

  private ChatIds() {}

  static String fresh() {
    return FRESH.generate().toString();
  }

  /**
   * The id for a request that may be repeated: the same each time.
   *
   * @param request identifies it
   * @param beganAtMillis when its first attempt began, in milliseconds since 1970
   */
  static String of(String request, long beganAtMillis) {
    try {
      ByteBuffer digest =
          ByteBuffer.wrap(
              MessageDigest.getInstance("SHA-256")
                  .digest(request.getBytes(StandardCharsets.UTF_8)));
      long high = beganAtMillis << RANDOM_BITS | digest.getShort() & 0xFFFFL;
      return UUIDUtil.constructUUID(UUIDType.TIME_BASED_EPOCH, high, digest.getLong()).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }

  static boolean isOne(String text) {
    return ID.matcher(text).matches();
  }
}
