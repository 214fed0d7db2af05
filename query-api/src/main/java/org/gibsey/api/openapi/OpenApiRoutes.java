package org.gibsey.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.gibsey.api.access.Access;
import org.gibsey.api.admission.Workload;
import org.gibsey.api.http.Json;
import org.gibsey.api.server.Route;
import org.gibsey.api.web.StaticFile;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code openapi.yaml} as JSON, open to anyone: what can be asked is no secret. The page
 * {@code /docs} shows it.
 */
public final class OpenApiRoutes {
  private static final String RESOURCE = "/openapi.yaml";

  private final StaticFile document = StaticFile.of("openapi.json", Json.bytes(document()));

  public List<Route> routes() {
    return List.of(
        Route.get("/openapi.json", Access.OPEN, document::serve).keepsBusy(Workload.VITAL));
  }

  private static JsonNode document() {
    try (@Nullable InputStream yaml = OpenApiRoutes.class.getResourceAsStream(RESOURCE)) {
      if (yaml == null) {
        throw new IllegalStateException("The classpath lacks " + RESOURCE);
      }
      return new YAMLMapper().readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + RESOURCE, e);
    }
  }
}
