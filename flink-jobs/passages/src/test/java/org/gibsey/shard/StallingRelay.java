package org.gibsey.shard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Relays connections to a port, but never a byte of the first ones. */
final class StallingRelay implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final AtomicInteger toStall;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** Starts to listen on a free port. */
  StallingRelay(int target, int toStall) throws IOException {
    this.target = target;
    this.toStall = new AtomicInteger(toStall);
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket from = listening.accept();
        sockets.add(from);
        if (toStall.getAndDecrement() > 0) {
          continue;
        }
        Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(to);
        Thread.ofVirtual().start(() -> relay(from, to));
        Thread.ofVirtual().start(() -> relay(to, from));
      }
    } catch (IOException e) {
      if (!listening.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void relay(Socket from, Socket to) {
    try (InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of both ends closed: so does the other.
    } finally {
      try {
        to.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
