package org.gibsey.api;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gibsey.api.access.AccessKeys;
import org.gibsey.api.admission.Admission;
import org.gibsey.api.admission.AdmissionSettings;
import org.gibsey.api.server.HttpServer;
import org.gibsey.api.server.Route;
import org.gibsey.api.server.ServerSettings;
import org.gibsey.api.server.Surroundings;

/** The real server with routes of a test's own, which may do what no route of the API does. */
final class BareServer implements AutoCloseable {
  final HttpClient http = HttpClient.newHttpClient();
  private final HttpServer server;

  private BareServer(HttpServer server) {
    this.server = server;
  }

  static BareServer start(Route... routes) {
    return start(1, routes);
  }

  /** A server that works on so many ordinary requests at once. */
  static BareServer start(int requests, Route... routes) {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    Admission admission =
        new Admission(
            new AdmissionSettings(1, 0, Duration.ofMillis(1), requests, Duration.ofSeconds(10)),
            metrics);
    return new BareServer(
        HttpServer.start(
            "127.0.0.1",
            0,
            List.of(routes),
            new Surroundings(keys(), ServerSettings.keysOnly(), admission, metrics)));
  }

  private static AccessKeys keys() {
    try {
      Path folder = Files.createTempDirectory("keys");
      Path file = Files.writeString(folder.resolve("reader.key"), TestApi.READER);
      AccessKeys keys = AccessKeys.read(folder);
      Files.delete(file);
      Files.delete(folder);
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.port();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .header("Authorization", "Bearer " + TestApi.READER)
        .timeout(Duration.ofSeconds(20));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  /** All that the server sends back for these characters, which need not be HTTP. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Stops as {@link #close} does, without waiting for it here. */
  Thread stopping() {
    return Thread.ofVirtual().start(server::close);
  }

  @Override
  public void close() {
    server.close();
    http.close();
  }
}
