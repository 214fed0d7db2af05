package org.gibsey.api.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import java.util.List;
import java.util.Map;
import org.gibsey.api.http.Json;
import org.gibsey.api.search.FoundPassages;
import org.gibsey.api.search.PassageQuery;
import org.gibsey.api.search.SearchPassages;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.shard.PassageHit;
import org.jspecify.annotations.Nullable;

/** Passages of the pages, by meaning and by words. */
final class SearchTool {
  private static final int DEFAULT_LIMIT = 5;
  private static final int MAX_LIMIT = 20;
  private static final Map<String, Object> INPUT =
      Schemas.object(
          Map.of(
              "query", Schemas.text("What to look for, in a question or in words."),
              "limit", Schemas.number("Most passages.", 1, MAX_LIMIT, DEFAULT_LIMIT),
              "book", Schemas.text("Id of the only book to look in.")),
          "query");

  private final CollectionDefinition pages;
  private final SearchPassages search;

  SearchTool(CollectionDefinition pages, SearchPassages search) {
    this.pages = pages;
    this.search = search;
  }

  SyncToolSpecification specification() {
    return new Tool(
            "search",
            "Search the pages",
            "Finds the passages of the books that are nearest to a query, best first, with the"
                + " page that each is from.",
            INPUT,
            this::search)
        .specification();
  }

  private Object search(Arguments arguments) {
    FoundPassages found =
        search.search(
            PassageQuery.in(pages)
                .text(arguments.query("query"))
                .limit(arguments.limit("limit", DEFAULT_LIMIT, MAX_LIMIT))
                .book(arguments.text("book"))
                .build());
    return new Found(
        found.hits().stream().map(SearchTool::hit).toList(), found.origin().servedFrom());
  }

  private static Hit hit(PassageHit hit) {
    JsonNode key = Json.tree(hit.rowKey());
    return new Hit(
        key.path("book_id").asText(),
        key.path("page_num").asInt(),
        hit.fields().get("title"),
        hit.fields().get("speaker"),
        hit.score(),
        hit.passage().text(),
        hit.passage().start(),
        hit.passage().end());
  }

  private record Found(List<Hit> hits, String servedFrom) {}

  private record Hit(
      String bookId,
      int pageNum,
      @Nullable String title,
      @Nullable String speaker,
      double score,
      String text,
      int start,
      int end) {}
}
