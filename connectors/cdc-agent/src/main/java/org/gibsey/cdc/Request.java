package org.gibsey.cdc;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a route needs of an HTTP request. */
final class Request {
  /** Largest body accepted, in bytes. */
  static final int MAX_BODY = 1024 * 1024;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final HttpExchange exchange;
  private final List<String> path;

  Request(HttpExchange exchange) {
    this.exchange = exchange;
    this.path =
        Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
            .filter(segment -> !segment.isEmpty())
            .map(Request::decode)
            .toList();
  }

  private static String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw RestException.of(400, "Bad Request");
    }
  }

  String method() {
    return exchange.getRequestMethod();
  }

  /** The path's segments, decoded. */
  List<String> path() {
    return path;
  }

  /** True if the query asks for it, as in {@code ?expand=status}. */
  boolean asks(String parameter, String value) {
    @Nullable String query = exchange.getRequestURI().getRawQuery();
    return query != null && Arrays.asList(query.split("&")).contains(parameter + "=" + value);
  }

  /**
   * The body as JSON.
   *
   * @throws RestException 415 if it is not declared as JSON, 413 if it is too large, 400 if it is
   *     not JSON
   */
  JsonNode json() throws IOException {
    @Nullable String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.split(";", 2)[0].trim().equalsIgnoreCase("application/json")) {
      throw RestException.of(415, "Unsupported Media Type");
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      throw new RestException(413, "The body has more than " + MAX_BODY + " bytes");
    }
    try {
      JsonNode json = JSON.readTree(body);
      if (json == null || !json.isObject()) {
        throw new RestException(400, "The body must be a JSON object");
      }
      return json;
    } catch (JsonProcessingException e) {
      @Nullable JsonLocation at = e.getLocation();
      throw new RestException(
          400,
          "The body is not valid JSON"
              + (at == null ? "" : ": line " + at.getLineNr() + ", column " + at.getColumnNr()));
    }
  }
}
