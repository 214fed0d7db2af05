package org.gibsey.api.characters;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.util.List;
import org.gibsey.api.access.Access;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.server.Route;
import org.gibsey.api.token.WriteTime;
import org.jspecify.annotations.Nullable;

/** Reading characters. */
public final class CharacterRoutes {
  private final CharacterStore store;
  private final Knowledge knowledge;

  public CharacterRoutes(CharacterStore store, Knowledge knowledge) {
    this.store = store;
    this.knowledge = knowledge;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/characters", Access.READER, this::list),
        Route.get("/v1/characters/{character}", Access.READER, this::one));
  }

  private void list(Context ctx) {
    @Nullable String book = ctx.queryParam("book");
    Json.respond(
        ctx,
        new Cast(
            store.characters().stream()
                .filter(character -> book == null || book.equals(character.bookId()))
                .map(CharacterSummary::of)
                .toList()));
  }

  private void one(Context ctx) {
    StoredCharacter stored =
        store.stored(ctx.pathParam("character")).orElseThrow(CharacterRoutes::unknown);
    Character character = stored.character();
    Json.respond(
        ctx,
        new Whole(
            CharacterSummary.of(character),
            character.card().json(),
            knowledge.json(character.knows()),
            WriteTime.text(stored.writeTimeMicros())));
  }

  /** For every route that is given a character which does not exist. */
  public static Problem unknown() {
    return new Problem(
        ProblemType.UNKNOWN_CHARACTER, "See /v1/characters for the characters there are.");
  }

  private record Cast(List<CharacterSummary> characters) {}

  private record Whole(
      @JsonUnwrapped CharacterSummary summary, JsonNode card, JsonNode knows, String writeTime) {}
}
