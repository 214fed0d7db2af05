package org.gibsey.verification;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Sockets on which processes of this machine listen, read from Linux's {@code /proc}. */
final class Listeners {
  private static final String LISTEN = "0A";

  private Listeners() {}

  /** Port and address of every TCP socket on which one of the processes listens. */
  static SortedMap<Integer, String> addresses(Collection<Long> pids) throws IOException {
    Set<String> inodes = new HashSet<>();
    for (long pid : pids) {
      try (Stream<Path> descriptors = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
        for (Path descriptor : descriptors.toList()) {
          if (Files.isSymbolicLink(descriptor)) {
            String target = Files.readSymbolicLink(descriptor).toString();
            if (target.startsWith("socket:[")) {
              inodes.add(target.substring(8, target.length() - 1));
            }
          }
        }
      }
    }
    SortedMap<Integer, String> addresses = new TreeMap<>();
    for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
      Files.readAllLines(Path.of(table)).stream()
          .skip(1)
          .map(line -> line.strip().split("\\s+", -1))
          .filter(field -> field[3].equals(LISTEN) && inodes.contains(field[9]))
          .map(field -> field[1].split(":", -1))
          .forEach(local -> addresses.put(Integer.parseInt(local[1], 16), address(local[0])));
    }
    return addresses;
  }

  /** The kernel prints addresses as 32-bit words in the machine's byte order. */
  private static String address(String hex) {
    byte[] raw = HexFormat.of().parseHex(hex);
    ByteBuffer words = ByteBuffer.wrap(raw).order(ByteOrder.BIG_ENDIAN);
    ByteBuffer swapped = ByteBuffer.allocate(raw.length).order(ByteOrder.nativeOrder());
    while (words.hasRemaining()) {
      swapped.putInt(words.getInt());
    }
    try {
      InetAddress address = InetAddress.getByAddress(swapped.array());
      return address.isLoopbackAddress() && raw.length == 16 ? "::1" : address.getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("not an address: " + hex, e);
    }
  }
}
