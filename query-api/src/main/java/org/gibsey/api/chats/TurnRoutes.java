package org.gibsey.api.chats;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.gibsey.api.access.Access;
import org.gibsey.api.admission.Workload;
import org.gibsey.api.chats.BeginTurn.Begun;
import org.gibsey.api.chats.BeginTurn.Message;
import org.gibsey.api.chats.Said.Speaker;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.http.RequestBody;
import org.gibsey.api.idempotency.IdempotentRequests;
import org.gibsey.api.server.Route;
import org.gibsey.api.sse.EventStream;
import org.jspecify.annotations.Nullable;

/** Saying something to a character, and reading what it answers. */
final class TurnRoutes {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Pattern EVENT = Pattern.compile("0|[1-9][0-9]{0,8}");
  private static final String LAST_EVENT = "Last-Event-ID";

  private final ChatStore store;
  private final BeginTurn begin;
  private final StopTurn stop;
  private final StreamTurn stream;
  private final IdempotentRequests once;

  TurnRoutes(
      ChatStore store, BeginTurn begin, StopTurn stop, StreamTurn stream, IdempotentRequests once) {
    this.store = store;
    this.begin = begin;
    this.stop = stop;
    this.stream = stream;
    this.once = once;
  }

  private record Body(@Nullable String message, @Nullable Integer replaces) {}

  private record Beginning(int turn, String status, long reserved, long balance, String events) {}

  private record Stopped(int turn, String status) {}

  private record TurnView(
      int turn,
      String status,
      @Nullable String message,
      String reply,
      JsonNode citations,
      JsonNode usage,
      @Nullable Long credits) {}

  List<Route> routes() {
    String chat = "/v1/chats/{chat}";
    String turn = chat + "/turns/{turn}";
    return List.of(
        Route.post(chat + "/quote", Access.READER, this::quote),
        Route.post(chat + "/turns", Access.READER, once.wrap(this::say, RequestBody.MAX_BYTES))
            .keepsBusy(Workload.ANSWER),
        Route.get(turn, Access.READER, this::read),
        Route.get(turn + "/events", Access.READER, this::events)
            .keepsBusy(Workload.STREAM)
            .producing(EventStream.CONTENT_TYPE),
        Route.delete(turn, Access.READER, this::stop));
  }

  private void quote(Context ctx) {
    Chat chat = ChatRoutes.require(ctx, store);
    Json.respond(ctx, begin.quote(chat, message(ctx)));
  }

  private void say(Context ctx) {
    Chat chat = ChatRoutes.require(ctx, store);
    Begun begun = begin.begin(chat, message(ctx));
    int number = begun.key().number();
    ctx.status(HttpStatus.CREATED);
    Json.respond(
        ctx,
        new Beginning(
            number,
            begun.status().text(),
            begun.reserved(),
            begun.balance(),
            "/v1/chats/" + chat.id() + "/turns/" + number + "/events"));
  }

  private static Message message(Context ctx) {
    Body body = RequestBody.read(ctx, Body.class);
    String text = ChatText.message(body.message());
    if (body.replaces() != null && body.replaces() < 1) {
      throw ChatText.invalid("'replaces' is the number of a turn, from 1.");
    }
    String askedBy =
        IdempotentRequests.beganAtMicros(ctx)
            .map(began -> ctx.header(IdempotentRequests.HEADER) + "@" + began)
            .orElseGet(() -> UUID.randomUUID().toString());
    return new Message(text, body.replaces(), askedBy);
  }

  private void read(Context ctx) {
    TurnState turn = require(ctx);
    int number = turn.key().number();
    @Nullable TurnEnd end = turn.end();
    Optional<String> message =
        store.words().said(turn.key().chatId(), number + 1, 1).stream()
            .filter(said -> said.turnNum() == number && said.speaker() == Speaker.READER)
            .map(Said::text)
            .findFirst();
    List<TurnEvent> soFar =
        end == null ? store.log().events(turn.key(), 0, turn.lastSeq()) : List.of();
    Json.respond(
        ctx,
        new TurnView(
            number,
            turn.status().text(),
            message.orElse(null),
            end == null ? TurnDetail.reply(soFar) : end.reply(),
            end == null ? Json.tree(TurnDetail.citations(soFar)) : Messages.citations(end),
            Messages.usage(end),
            end == null ? null : end.credits()));
  }

  private void events(Context ctx) {
    TurnState turn = require(ctx);
    int after = lastEvent(ctx);
    if (!turn.isWriting() && after >= turn.lastSeq()) {
      // To a reader that connects again by itself this says that there is nothing to wait for.
      ctx.status(HttpStatus.NO_CONTENT);
      return;
    }
    stream.to(ctx, turn.key(), after);
  }

  private static int lastEvent(Context ctx) {
    @Nullable String header = ctx.header(LAST_EVENT);
    @Nullable String text = header == null ? ctx.queryParam("last_event_id") : header;
    if (text == null || text.isEmpty()) {
      return 0;
    }
    if (!EVENT.matcher(text).matches()) {
      throw ChatText.invalid("'%s' is the id of an event.".formatted(LAST_EVENT));
    }
    return Integer.parseInt(text);
  }

  private void stop(Context ctx) {
    TurnState turn = stop.stop(require(ctx));
    Json.respond(ctx, new Stopped(turn.key().number(), turn.status().text()));
  }

  /**
   * The turn of the caller's chat that an address names.
   *
   * @throws Problem of the type {@code UNKNOWN_CHAT} or {@code UNKNOWN_TURN}
   */
  private TurnState require(Context ctx) {
    Chat chat = ChatRoutes.require(ctx, store);
    String number = ctx.pathParam("turn");
    return Optional.of(number)
        .filter(text -> NUMBER.matcher(text).matches())
        .flatMap(text -> store.log().state(chat.turn(Integer.parseInt(text))))
        .orElseThrow(
            () -> new Problem(ProblemType.UNKNOWN_TURN, "See the chat's messages for its turns."));
  }
}
