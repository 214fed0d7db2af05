package org.gibsey.embedding.remote;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What may be the address of a server. */
public final class ServerAddress {
  private static final Logger LOG = LoggerFactory.getLogger(ServerAddress.class);

  private ServerAddress() {}

  /**
   * Refuses what is not an address of a server.
   *
   * @throws IllegalArgumentException unless it is {@code http://} or {@code https://} with a host,
   *     and without a user, whose password would be in a file
   */
  public static void require(String location) {
    require("location", location, ServerKey.VARIABLE);
  }

  /**
   * Refuses what is not an address of a server.
   *
   * @param setting what holds the address, for the message
   * @param key environment variable in which the server's key belongs
   * @throws IllegalArgumentException as {@link #require(String)}
   */
  public static void require(String setting, String location, String key) {
    URI address;
    try {
      address = new URI(location);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(setting + " is not an address: " + e.getReason(), e);
    }
    String scheme = String.valueOf(address.getScheme());
    if (address.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          setting + " has a user or password; give the key in " + key);
    }
    if (!(scheme.equals("http") || scheme.equals("https")) || address.getHost() == null) {
      throw new IllegalArgumentException(
          "%s is %s, expected is http:// or https:// with a host".formatted(setting, location));
    }
  }

  /** Warns when texts and the key would cross a network that others can read. */
  public static void warnIfOpen(String location) {
    URI address = URI.create(location);
    if (address.getScheme().equals("http") && !isLoopback(address.getHost())) {
      LOG.warn(
          "{} is neither encrypted nor on this machine: others may read the texts and the key",
          location);
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
