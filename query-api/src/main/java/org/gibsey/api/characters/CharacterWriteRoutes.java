package org.gibsey.api.characters;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import org.gibsey.api.access.Access;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.RequestBody;
import org.gibsey.api.idempotency.IdempotentRequests;
import org.gibsey.api.idempotency.RequestedTime;
import org.gibsey.api.server.Route;
import org.gibsey.api.token.WriteClock;

/** Writing and deleting characters. */
public final class CharacterWriteRoutes {

  private static final int FEW_BYTES = 64 * 1024;

  private final CharacterStore store;
  private final WriteCharacters characters;
  private final Knowledge knowledge;
  private final IdempotentRequests once;
  private final RequestedTime times;

  /** Routes over a store. */
  public CharacterWriteRoutes(
      CharacterStore store, Knowledge knowledge, IdempotentRequests once, WriteClock clock) {
    this.store = store;
    this.characters = new WriteCharacters(store);
    this.knowledge = knowledge;
    this.once = once;
    this.times = new RequestedTime(clock);
  }

  public List<Route> routes() {
    String path = "/v1/characters/{character}";
    return List.of(
        Route.put(path, Access.WRITER, once.wrap(this::put, CharacterBody.MAX_BYTES)),
        Route.delete(path, Access.WRITER, once.wrap(this::delete, FEW_BYTES)));
  }

  private void put(Context ctx) {
    String id = CharacterId.require(ctx.pathParam("character"));
    CharacterBody body = CharacterBody.read(RequestBody.json(ctx, CharacterBody.MAX_BYTES));
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
}
