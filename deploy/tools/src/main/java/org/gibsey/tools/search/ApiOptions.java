package org.gibsey.tools.search;

import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the query API is and what opens it. A mixin for every command that searches. */
public final class ApiOptions {

  @Option(
      names = "--api",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:${env:GIBSEY_API_PORT:-8080}",
      description = "The query API (default: ${DEFAULT-VALUE}).")
  private URI api = URI.create("http://127.0.0.1");

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      defaultValue = "${env:GIBSEY_STATE:-.local}/reader.key",
      description = "File that holds an API key (default: ${DEFAULT-VALUE}).")
  private Path keyFile = Path.of("reader.key");

  public SearchApi open() {
    return SearchApi.at(api, keyFile);
  }
}
