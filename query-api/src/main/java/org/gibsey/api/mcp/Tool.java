package org.gibsey.api.mcp;

import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.ProblemBody;
import org.gibsey.api.http.Problems;

/**
 * One tool. What goes wrong in it is told as the tool's result, for the model to read, in the same
 * words as on other routes.
 *
 * @param input JSON Schema of the arguments
 * @param work yields what goes out as JSON
 */
record Tool(
    String name,
    String title,
    String description,
    Map<String, Object> input,
    Function<Arguments, Object> work) {

  SyncToolSpecification specification() {
    McpSchema.Tool tool =
        McpSchema.Tool.builder(name, input)
            .title(title)
            .description(description)
            .annotations(
                ToolAnnotations.builder()
                    .title(title)
                    .readOnlyHint(true)
                    .destructiveHint(false)
                    .idempotentHint(true)
                    .openWorldHint(false)
                    .build())
            .build();
    return SyncToolSpecification.builder()
        .tool(tool)
        .callHandler(
            (call, request) -> {
              try {
                return result(work.apply(new Arguments(input, request.arguments())), false);
              } catch (RuntimeException e) {
                ProblemBody problem = Problems.report(Problems.of(e), HttpTransport.request(call));
                return result(problem, true);
              }
            })
        .build();
  }

  /** As text, which every client reads, and as the same value. */
  private static CallToolResult result(Object value, boolean isError) {
    String text = new String(Json.bytes(value), StandardCharsets.UTF_8);
    return CallToolResult.builder()
        .addTextContent(text)
        .structuredContent(Json.tree(text))
        .isError(isError)
        .build();
  }
}
