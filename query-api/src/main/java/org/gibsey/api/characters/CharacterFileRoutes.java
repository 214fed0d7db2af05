package org.gibsey.api.characters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gibsey.api.access.Access;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemBody;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.http.RequestBody;
import org.gibsey.api.idempotency.IdempotentRequests;
import org.gibsey.api.idempotency.RequestedTime;
import org.gibsey.api.server.Route;
import org.gibsey.api.token.WriteClock;
import org.jspecify.annotations.Nullable;

/** Characters as the files that others keep them in, and as pictures. */
public final class CharacterFileRoutes {
  private static final int MAX_PICTURE = 4 * 1024 * 1024;
  private static final String PNG = "image/png";
  private static final String SVG = "image/svg+xml";

  /** A picture that is opened by itself runs nothing and loads nothing. */
  private static final String ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

  private final CharacterStore store;
  private final WriteCharacters characters;
  private final IdempotentRequests once;
  private final RequestedTime times;

  /** Routes over a store. */
  public CharacterFileRoutes(CharacterStore store, IdempotentRequests once, WriteClock clock) {
    this.store = store;
    this.characters = new WriteCharacters(store);
    this.once = once;
    this.times = new RequestedTime(clock);
  }

  public List<Route> routes() {
    return List.of(
        Route.post(
            "/v1/characters/import", Access.WRITER, once.wrap(this::importFile, MAX_PICTURE)),
        Route.get("/v1/characters/{character}/export", Access.READER, this::export)
            .producing(Json.CONTENT_TYPE, PNG, ProblemBody.CONTENT_TYPE),
        Route.get("/v1/characters/{character}/portrait", Access.READER, this::portrait)
            .producing(SVG, PNG, ProblemBody.CONTENT_TYPE));
  }

  private void importFile(Context ctx) {
    @Nullable String given = ctx.queryParam("id");
    @Nullable String book = BookId.require(ctx.queryParam("book"));
    boolean picture = isPicture(ctx);
    @Nullable Png png = picture ? Png.read(RequestBody.bytes(ctx, MAX_PICTURE)) : null;
    Card card =
        png == null
            ? Card.read(
                CardJson.object(
                    RequestBody.json(ctx, CardJson.MAX_BYTES),
                    CardJson.MAX_BYTES,
                    ProblemType.MALFORMED_JSON))
            : Card.read(CardPicture.card(png));
    long writeTime = times.of(ctx, ctx.queryParam("write_time"));
    String id =
        given == null ? NewId.of(card, writeTime, store::stored) : CharacterId.require(given);
    Character character = new Character(id, book, Knowledge.own(card), card);
    byte @Nullable [] stored = png == null ? null : CardPicture.without(png).write();
    boolean fresh =
        characters.put(character, writeTime, () -> store.put(character, stored, writeTime));
    ctx.status(fresh ? HttpStatus.CREATED : HttpStatus.OK);
    Json.respond(ctx, WrittenCharacter.of(character, writeTime));
  }

  private static boolean isPicture(Context ctx) {
    String type = ctx.contentType() == null ? "" : ctx.contentType().toLowerCase(Locale.ROOT);
    if (!type.equals(PNG)) {
      RequestBody.requireJson(ctx, "Send the card as Content-Type: application/json or image/png.");
    }
    return type.equals(PNG);
  }

  private void export(Context ctx) {
    Character character = require(ctx);
    String format = Optional.ofNullable(ctx.queryParam("format")).orElse("v3");
    ObjectNode card = character.card().json();
    switch (format) {
      case "v3" -> file(ctx, character, "json", Json.CONTENT_TYPE, CardJson.pretty(card));
      case "v2" ->
          file(
              ctx,
              character,
              "json",
              Json.CONTENT_TYPE,
              CardJson.pretty(CardVersions.second(card)));
      case "png" -> {
        Png picture =
            store
                .picture(character.id())
                .map(Png::read)
                .orElseGet(() -> DrawnEmblem.png(Emblem.of(character.id())));
        file(ctx, character, "png", PNG, CardPicture.with(picture, card).write());
      }
      default ->
          throw new Problem(
              ProblemType.INVALID_VALUE, "The parameter 'format' must be v3, v2 or png.");
    }
  }

  private static void file(
      Context ctx, Character character, String ending, String type, byte[] bytes) {
    ctx.header("Content-Security-Policy", ALONE);
    ctx.header(
        "Content-Disposition", "attachment; filename=\"" + character.id() + "." + ending + "\"");
    send(ctx, type, bytes);
  }

  /** Pixels have no charset, which the server would add otherwise. */
  private static void send(Context ctx, String type, byte[] bytes) {
    if (type.equals(PNG)) {
      ctx.res().setCharacterEncoding((String) null);
    }
    ctx.contentType(type).result(bytes);
  }

  private void portrait(Context ctx) {
    Character character = require(ctx);
    Optional<byte[]> picture = store.picture(character.id());
    ctx.header("Content-Security-Policy", ALONE);
    if (picture.isPresent()) {
      send(ctx, PNG, picture.get());
    } else {
      ctx.contentType(SVG).result(Emblem.of(character.id()).svg());
    }
  }

  private Character require(Context ctx) {
    return store.character(ctx.pathParam("character")).orElseThrow(CharacterRoutes::unknown);
  }
}
