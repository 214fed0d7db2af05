package org.gibsey.api.characters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import org.gibsey.api.access.Access;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.http.RequestBody;
import org.gibsey.api.idempotency.IdempotentRequests;
import org.gibsey.api.server.Route;
import org.gibsey.api.token.WriteClock;
import org.jspecify.annotations.Nullable;

/** Writing and deleting characters. */
public final class CharacterWriteRoutes {
  /** A card, and what comes around it. */
  private static final int MAX_BYTES = CardJson.MAX_BYTES + 64 * 1024;

  private static final int FEW_BYTES = 64 * 1024;

  private final CharacterStore store;
  private final WriteCharacters characters;
  private final Knowledge knowledge;
  private final IdempotentRequests once;
  private final CharacterTimes times;

  /** Routes over a store. */
  public CharacterWriteRoutes(
      CharacterStore store, Knowledge knowledge, IdempotentRequests once, WriteClock clock) {
    this.store = store;
    this.characters = new WriteCharacters(store);
    this.knowledge = knowledge;
    this.once = once;
    this.times = new CharacterTimes(clock);
  }

  public List<Route> routes() {
    String path = "/v1/characters/{character}";
    return List.of(
        Route.put(path, Access.WRITER, once.wrap(this::put, MAX_BYTES)),
        Route.delete(path, Access.WRITER, once.wrap(this::delete, FEW_BYTES)));
  }

  private void put(Context ctx) {
    String id = CharacterId.require(ctx.pathParam("character"));
    CharacterBody body = RequestBody.read(ctx, CharacterBody.class, MAX_BYTES);
    Character character = body.character(id, knowledge);
    long writeTime = times.of(ctx, body.writeTime());
    boolean fresh = characters.put(character, writeTime, () -> store.put(character, writeTime));
    ctx.status(fresh ? HttpStatus.CREATED : HttpStatus.OK);
    Json.respond(ctx, WrittenCharacter.of(character, writeTime));
  }

  private void delete(Context ctx) {
    String id = CharacterId.require(ctx.pathParam("character"));
    long writeTime = times.of(ctx, ctx.queryParam("write_time"));
    characters.delete(id, writeTime);
    Json.respond(ctx, WrittenCharacter.of(id, writeTime));
  }

  /**
   * The body of a request that writes a character.
   *
   * @param knows a filter, or null for the pages that the character speaks
   * @param card of any version
   */
  record CharacterBody(
      @Nullable String bookId,
      @Nullable JsonNode knows,
      @Nullable JsonNode card,
      @Nullable String writeTime) {
    Character character(String id, Knowledge knowledge) {
      if (!(card instanceof ObjectNode object)) {
        throw new Problem(
            ProblemType.INVALID_VALUE, "The field 'card' must be an object, a character card.");
      }
      // Written and read again, so that its bounds are those of any card.
      Card read = Card.read(CardJson.text(object));
      return new Character(id, BookId.require(bookId), knowledge.read(knows, read), read);
    }
  }
}
