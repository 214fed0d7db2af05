package org.gibsey.indexing;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists of addresses, {@code host:port[,host:port...]}; an IPv6 host stands in brackets. */
final class HostAndPort {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[^\\s:,]+):(\\d{1,5})");
  private static final int HIGHEST_PORT = 65_535;

  private HostAndPort() {}

  static boolean areValid(String addresses) {
    return Arrays.stream(addresses.split(",", -1)).allMatch(HostAndPort::isValid);
  }

  private static boolean isValid(String address) {
    Matcher matcher = ADDRESS.matcher(address);
    if (!matcher.matches()) {
      return false;
    }
    int port = Integer.parseInt(matcher.group(1));
    return port >= 1 && port <= HIGHEST_PORT;
  }
}
