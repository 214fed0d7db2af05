package org.gibsey.api.openai;

import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.gibsey.api.access.Access;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.RequestBody;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.api.server.Route;
import org.gibsey.embedding.Embedder;

/** Vectors of texts, by the model that the index was built with. */
final class EmbeddingsRoute {
  private final QueryEmbedder embedder;
  private final EmbedTexts embed;

  EmbeddingsRoute(QueryEmbedder embedder) {
    this.embedder = embedder;
    this.embed = new EmbedTexts(embedder);
  }

  Route route() {
    return Route.post("/v1/embeddings", Access.READER, this::embed);
  }

  private void embed(Context ctx) {
    EmbeddingsRequest request = RequestBody.read(ctx, EmbeddingsRequest.class);
    Embedder model = embedder.loaded();
    if (!model.model().equals(request.model())) {
      throw ModelRoutes.unknown(List.of(model.model()));
    }
    request.requireDimension(model.dimension());
    boolean base64 = request.base64();
    EmbedTexts.Embedded embedded = embed.of(request.texts());
    List<Item> items = new ArrayList<>(embedded.vectors().size());
    for (float[] vector : embedded.vectors()) {
      items.add(new Item("embedding", items.size(), base64 ? base64(vector) : vector));
    }
    Json.respond(
        ctx,
        new Embeddings(
            "list", items, model.model(), new Usage(embedded.tokens(), embedded.tokens())));
  }

  private static String base64(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private record Embeddings(String object, List<Item> data, String model, Usage usage) {}

  private record Item(String object, int index, Object embedding) {}

  private record Usage(int promptTokens, int totalTokens) {}
}
