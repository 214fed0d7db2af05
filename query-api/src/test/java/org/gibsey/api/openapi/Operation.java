package org.gibsey.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One thing that the document says can be asked. */
public record Operation(
    String method, String path, JsonNode node, List<JsonNode> parameters, String pointer) {

  public String id() {
    return node.path("operationId").asText();
  }

  /** The address, with the examples of its parameters. */
  public String address() {
    return address(Map.of());
  }

  /** The address, with these parameters in place of their examples. */
  public String address(Map<String, String> given) {
    String address = path;
    for (JsonNode parameter : parameters) {
      if (parameter.path("in").asText().equals("path")) {
        String name = parameter.path("name").asText();
        String value = given.getOrDefault(name, parameter.path("example").asText());
        address =
            address.replace(
                "{" + name + "}",
                URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
      }
    }
    return address;
  }

  /** The address of something that does not exist. */
  public String addressOfNothing() {
    String address = path;
    for (JsonNode parameter : parameters) {
      boolean number = parameter.path("schema").path("type").asText().equals("integer");
      address =
          address.replace("{" + parameter.path("name").asText() + "}", number ? "999" : "nothing");
    }
    return address;
  }

  /** The headers that it cannot do without, with their examples. */
  public Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    for (JsonNode parameter : parameters) {
      if (parameter.path("in").asText().equals("header")
          && parameter.path("required").asBoolean()) {
        headers.put(parameter.path("name").asText(), parameter.path("example").asText());
      }
    }
    return headers;
  }

  public boolean takesABody() {
    return node.has("requestBody");
  }

  /** Bodies that it answers well; one empty text for an operation without a body. */
  public List<String> bodies() {
    List<String> bodies = new ArrayList<>();
    node.path("requestBody")
        .path("content")
        .path("application/json")
        .path("examples")
        .forEach(example -> bodies.add(example.path("value").toString()));
    return takesABody() ? bodies : List.of("");
  }

  /** The statuses that it is said to answer with. */
  public Set<Integer> statuses() {
    Set<Integer> statuses = new TreeSet<>();
    node.path("responses").fieldNames().forEachRemaining(s -> statuses.add(Integer.valueOf(s)));
    return statuses;
  }

  /** Whether anyone may call it. */
  public boolean isOpen() {
    return node.path("security").isArray() && node.path("security").isEmpty();
  }

  /** The role that it needs, or an empty text when it is open. */
  public String role() {
    return node.path("x-role").asText();
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
