package org.gibsey.api.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of requests: 48 bits that are random for each process, and a number that rises. They are
 * unique without being secret, and cost no randomness of the system for each request.
 */
final class RequestIds {
  private static final int PROCESS_BYTES = 6;
  private static final String PROCESS = process();
  private static final AtomicLong NEXT = new AtomicLong();

  private RequestIds() {}

  static String next() {
    return PROCESS + HexFormat.of().toHexDigits(NEXT.getAndIncrement(), 2 * PROCESS_BYTES);
  }

  private static String process() {
    byte[] random = new byte[PROCESS_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
