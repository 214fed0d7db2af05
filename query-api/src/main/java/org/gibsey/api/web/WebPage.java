package org.gibsey.api.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gibsey.api.access.Access;
import org.gibsey.api.server.Route;
import org.jspecify.annotations.Nullable;

/**
 * The reading page: every file of the classpath folder {@code web}, read once at start, each under
 * its own exact address, so that no request can reach anything else.
 */
public final class WebPage {
  private static final String FOLDER = "/web";
  private static final String START = "index.html";

  private WebPage() {}

  /**
   * One open route per file; {@code index.html} is served at {@code /}.
   *
   * @throws IllegalStateException when the page is missing, or a file has a type that is not served
   */
  public static List<Route> routes() {
    @Nullable URL start = WebPage.class.getResource(FOLDER + "/" + START);
    if (start == null) {
      throw new IllegalStateException("The classpath lacks the web page" + FOLDER + "/" + START);
    }
    try {
      return routes(start.toURI());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the web page's files", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The web page's location is no URI: " + start, e);
    }
  }

  private static List<Route> routes(URI start) throws IOException {
    if (!start.getScheme().equals("jar")) {
      return list(Path.of(start).resolveSibling(""));
    }
    try (FileSystem jar = FileSystems.newFileSystem(start, Map.of())) {
      return list(jar.getPath(FOLDER));
    }
  }

  private static List<Route> list(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(Files::isRegularFile).toList();
    }
    List<Route> routes = new ArrayList<>();
    for (Path file : files) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      try (InputStream content = Files.newInputStream(file)) {
        StaticFile asset = StaticFile.of(name, content.readAllBytes());
        String address = name.equals(START) ? "/" : "/" + name;
        routes.add(Route.get(address, Access.OPEN, asset::serve).producing(asset.mediaType()));
      }
    }
    return routes;
  }
}
