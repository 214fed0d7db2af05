package org.gibsey.api.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The description of the API as a client reads it. */
public final class OpenApiDocument {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ID = "https://gibsey.example/openapi.json";
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final JsonNode root;
  private final JsonSchemaFactory schemas;

  public OpenApiDocument(String json) throws JsonProcessingException {
    this.root = JSON.readTree(json);
    this.schemas =
        JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(ID, json))));
  }

  public JsonNode root() {
    return root;
  }

  public List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    root.path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        entry -> {
                          if (METHODS.contains(entry.getKey())) {
                            operations.add(operation(path.getKey(), path.getValue(), entry));
                          }
                        }));
    return operations;
  }

  /** The response of an operation with a status, wherever it is written. */
  public JsonNode response(Operation operation, int status) {
    return resolved(operation.node().path("responses").path(Integer.toString(status)));
  }

  /** The response that operations share under this name. */
  public JsonNode sharedResponse(String name) {
    return root.at("/components/responses/" + name);
  }

  /** What is wrong with a body, or nothing; the schema is that of a response and a media type. */
  public Set<ValidationMessage> faults(
      Operation operation, int status, String mediaType, String body)
      throws JsonProcessingException {
    JsonNode written = operation.node().path("responses").path(Integer.toString(status));
    String response =
        written.has("$ref")
            ? written.path("$ref").asText().substring(1)
            : operation.pointer() + "/responses/" + status;
    return faults(response, mediaType, body);
  }

  /** The same for the response that operations share under this name. */
  public Set<ValidationMessage> sharedFaults(String name, String mediaType, String body)
      throws JsonProcessingException {
    return faults("/components/responses/" + name, mediaType, body);
  }

  /** What is wrong with the example of a request's body. */
  public Set<ValidationMessage> requestFaults(Operation operation, String body)
      throws JsonProcessingException {
    return validate(
        operation.pointer() + "/requestBody/content/application~1json/schema", JSON.readTree(body));
  }

  private Set<ValidationMessage> faults(String response, String mediaType, String body)
      throws JsonProcessingException {
    boolean json = mediaType.endsWith("json");
    return validate(
        response + "/content/" + mediaType.replace("/", "~1") + "/schema",
        json ? JSON.readTree(body) : TextNode.valueOf(body));
  }

  private Set<ValidationMessage> validate(String pointer, JsonNode value) {
    return schemas
        .getSchema(
            SchemaLocation.of(ID + "#" + pointer),
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build())
        .validate(value);
  }

  private Operation operation(String path, JsonNode item, Map.Entry<String, JsonNode> entry) {
    List<JsonNode> parameters = new ArrayList<>();
    Stream.of(item, entry.getValue())
        .forEach(node -> node.path("parameters").forEach(p -> parameters.add(resolved(p))));
    String pointer = "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + entry.getKey();
    return new Operation(
        entry.getKey().toUpperCase(Locale.ROOT), path, entry.getValue(), parameters, pointer);
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
  }
}
