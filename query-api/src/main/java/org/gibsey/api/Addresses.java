package org.gibsey.api;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists of {@code host:port}. */
final class Addresses {
  private static final Pattern ADDRESS =
      Pattern.compile("(\\[[0-9A-Fa-f:]+]|[^:\\s,]+):(\\d{1,5})");
  private static final int MAX_PORT = 65_535;

  private Addresses() {}

  /**
   * Addresses separated by commas, host names resolved.
   *
   * @param option name of the option, for the message
   * @throws IllegalArgumentException when there is none, or one is no {@code host:port}
   */
  static List<InetSocketAddress> parse(String option, String text) {
    return Arrays.stream(text.split(",", -1)).map(part -> address(option, part.strip())).toList();
  }

  private static InetSocketAddress address(String option, String text) {
    Matcher matcher = ADDRESS.matcher(text);
    if (matcher.matches()) {
      int port = Integer.parseInt(matcher.group(2));
      if (port >= 1 && port <= MAX_PORT) {
        return new InetSocketAddress(matcher.group(1), port);
      }
    }
    throw new IllegalArgumentException(
        "%s holds '%s', expected is host:port with a port from 1 to %d"
            .formatted(option, text, MAX_PORT));
  }
}
