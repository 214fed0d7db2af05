package org.gibsey.benchmarks.api;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection that is kept alive, and little more: a whole client would take as much processor
 * time as the server that is measured.
 */
final class HttpConnection implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private byte[] body = {};

  HttpConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    out = socket.getOutputStream();
  }

  /** The bytes of a request. */
  static byte[] request(String method, String path, String key, String accept, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        """
        %s %s HTTP/1.1\r
        Host: 127.0.0.1\r
        Authorization: Bearer %s\r
        Accept: %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        """
            .formatted(method, path, key, accept, content.length);
    byte[] bytes = (head + body).getBytes(StandardCharsets.UTF_8);
    return bytes;
  }

  /** Sends a request and reads its whole response; returns the status. */
  int exchange(byte[] request) throws IOException {
    send(request);
    int status = status();
    int length = 0;
    boolean chunked = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith(LENGTH)) {
        length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
      }
      chunked |= lower.equals("transfer-encoding: chunked");
    }
    body = chunked ? chunks() : in.readNBytes(length);
    return status;
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int length;
    do {
      length = Integer.parseInt(line(), 16);
      all.write(in.readNBytes(length));
      var unused = line();
    } while (length > 0);
    return all.toByteArray();
  }

  /** Sends a request and reads the first line of its response, whose status it returns. */
  int begin(byte[] request) throws IOException {
    send(request);
    return status();
  }

  /** Reads lines until one is this. */
  void skipTo(String wanted) throws IOException {
    while (!line().equals(wanted)) {}
  }

  /** Body of the last {@link #exchange}. */
  String body() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void send(byte[] request) throws IOException {
    out.write(request);
    out.flush();
  }

  private int status() throws IOException {
    String line = line();
    if (!line.startsWith("HTTP/1.1 ")) {
      throw new IOException("no response but: " + line);
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection was closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
