package org.gibsey.api.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.http.RequestBody;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Carries messages between requests over HTTP and the protocol's own server. */
final class HttpTransport implements McpStatelessServerTransport {
  private static final String REQUEST = "request";
  private static final List<String> VERSIONS =
      List.of(
          ProtocolVersions.MCP_2025_03_26,
          ProtocolVersions.MCP_2025_06_18,
          ProtocolVersions.MCP_2025_11_25);

  private final McpJsonMapper json;
  private @Nullable McpStatelessServerHandler server;

  HttpTransport(McpJsonMapper json) {
    this.json = json;
  }

  /** The request that a tool is called by. */
  static Context request(McpTransportContext call) {
    return (Context) call.get(REQUEST);
  }

  @Override
  public void setMcpHandler(McpStatelessServerHandler handler) {
    server = handler;
  }

  @Override
  public List<String> protocolVersions() {
    return VERSIONS;
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }

  /**
   * Hands the message of a request on and answers with the server's, or with 202 when the message
   * needs none.
   *
   * @throws Problem when the body is no message
   */
  void receive(Context ctx) {
    requireVersion(ctx);
    McpStatelessServerHandler handler = server;
    if (handler == null) {
      throw new IllegalStateException("The transport belongs to no server");
    }
    McpTransportContext call = McpTransportContext.create(Map.of(REQUEST, ctx));
    switch (message(RequestBody.read(ctx, JsonNode.class))) {
      case JSONRPCRequest request -> respond(ctx, handled(handler, call, request));
      case JSONRPCNotification notification -> {
        handler.handleNotification(call, notification).block();
        ctx.status(202);
      }
      // Nothing is ever asked of a client, so that no response can belong to a question.
      default -> throw notAMessage();
    }
  }

  private static JSONRPCResponse handled(
      McpStatelessServerHandler handler, McpTransportContext call, JSONRPCRequest request) {
    Mono<JSONRPCResponse> answer;
    try {
      answer = handler.handleRequest(call, request);
    } catch (IllegalArgumentException e) {
      // The parameters are read before anything is done.
      return failed(request, ErrorCodes.INVALID_PARAMS, "These are not the method's parameters.");
    }
    @Nullable JSONRPCResponse response =
        answer.contextWrite(context -> context.put(McpTransportContext.KEY, call)).block();
    if (response == null) {
      throw new IllegalStateException("The server has no answer to " + request.method());
    }
    @Nullable JSONRPCError error = response.error();
    if (error != null && error.code() == ErrorCodes.INTERNAL_ERROR) {
      // Its words are those of an exception, which the server of the protocol has logged.
      return failed(request, ErrorCodes.INTERNAL_ERROR, "Something went wrong here.");
    }
    return response;
  }

  private static JSONRPCResponse failed(JSONRPCRequest request, int code, String message) {
    return JSONRPCResponse.error(request.id(), new JSONRPCError(code, message));
  }

  private void respond(Context ctx, JSONRPCResponse response) {
    try {
      ctx.contentType(Json.CONTENT_TYPE).result(json.writeValueAsBytes(response));
    } catch (IOException e) {
      throw new IllegalStateException("An answer cannot be written as JSON", e);
    }
  }

  private JSONRPCMessage message(JsonNode body) {
    try {
      return McpSchema.deserializeJsonRpcMessage(json, body.toString());
    } catch (IOException | IllegalArgumentException e) {
      throw notAMessage();
    }
  }

  private static Problem notAMessage() {
    return new Problem(
        ProblemType.MALFORMED_JSON, "The body must be one JSON-RPC 2.0 request or notification.");
  }

  private static void requireVersion(Context ctx) {
    @Nullable String version = ctx.header(HttpHeaders.PROTOCOL_VERSION);
    if (version != null && !VERSIONS.contains(version)) {
      throw new Problem(
          ProblemType.BAD_REQUEST,
          "The header MCP-Protocol-Version must be one of " + String.join(", ", VERSIONS) + ".");
    }
  }
}
