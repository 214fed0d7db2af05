package org.gibsey.api.chats;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gibsey.api.access.Access;
import org.gibsey.api.access.Caller;
import org.gibsey.api.characters.Character;
import org.gibsey.api.characters.CharacterStore;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.http.RequestBody;
import org.gibsey.api.idempotency.IdempotentRequests;
import org.gibsey.api.pages.PageRoutes;
import org.gibsey.api.pages.PageStore;
import org.gibsey.api.receipts.Erasure;
import org.gibsey.api.receipts.Receipt;
import org.gibsey.api.server.Route;
import org.gibsey.api.token.WriteClock;
import org.jspecify.annotations.Nullable;

/** Making, reading, renaming and deleting chats. */
final class ChatRoutes {
  private static final int MAX_BODY_BYTES = 8 * 1024;
  private static final int MOST_CHATS = 100;
  private static final int MOST_TURNS = 100;
  private static final int USUAL = 20;
  private static final long MICROS = 1_000;

  private final ChatStore store;
  private final CharacterStore characters;
  private final PageStore pages;
  private final EraseChat erase;
  private final Function<Erasure, Receipt> receipts;
  private final Messages messages;
  private final IdempotentRequests once;
  private final WriteClock clock;

  ChatRoutes(
      ChatStore store,
      CharacterStore characters,
      PageStore pages,
      EraseChat erase,
      Function<Erasure, Receipt> receipts,
      IdempotentRequests once,
      WriteClock clock) {
    this.store = store;
    this.characters = characters;
    this.pages = pages;
    this.erase = erase;
    this.receipts = receipts;
    this.messages = new Messages(store);
    this.once = once;
    this.clock = clock;
  }

  private record Made(
      @Nullable String character,
      @Nullable String book,
      @Nullable Integer progress,
      @Nullable String title) {}

  private record Changed(@Nullable String title, @Nullable Integer progress) {}

  private record Listed(List<ChatView> chats, @Nullable String cursor) {}

  private record Erased(String id, List<Receipt.Line> erased, Receipt.Search search) {}

  List<Route> routes() {
    String chat = "/v1/chats/{chat}";
    return List.of(
        Route.post("/v1/chats", Access.READER, once.wrap(this::make, MAX_BODY_BYTES)),
        Route.get("/v1/chats", Access.READER, this::list),
        Route.get(chat, Access.READER, this::read),
        new Route(HandlerType.PATCH, chat, Access.READER, this::change),
        Route.delete(chat, Access.READER, this::delete));
  }

  private void make(Context ctx) {
    Made body = RequestBody.read(ctx, Made.class, MAX_BODY_BYTES);
    if (body.character() == null) {
      throw ChatText.invalid("'character' is missing; see /v1/characters for whom there is.");
    }
    Character character =
        characters
            .character(body.character())
            .orElseThrow(
                () ->
                    new Problem(
                        ProblemType.UNKNOWN_CHARACTER, "See /v1/characters for whom there is."));
    @Nullable String book = body.book() == null ? character.bookId() : body.book();
    if (body.book() != null && !pages.bookExists(body.book())) {
      throw PageRoutes.unknownBook();
    }
    if (book == null && body.progress() != null) {
      throw ChatText.invalid("'progress' is that of no book; give 'book' too.");
    }
    String owner = Caller.of(ctx).id();
    Chat chat =
        Chat.fresh(
            owner,
            id(ctx, owner),
            body.title() == null ? character.name() : ChatText.title(body.title()),
            character.id(),
            book,
            body.progress(),
            now());
    store.chats().create(chat);
    ctx.status(HttpStatus.CREATED);
    Json.respond(ctx, ChatView.of(chat, characters));
  }

  private static String id(Context ctx, String owner) {
    Optional<Long> began = IdempotentRequests.beganAtMicros(ctx);
    return began
        .map(
            at -> ChatIds.of(owner + " " + ctx.header(IdempotentRequests.HEADER) + at, at / MICROS))
        .orElseGet(ChatIds::fresh);
  }

  private void list(Context ctx) {
    int limit = ChatText.number(ctx, "limit", USUAL, 1, MOST_CHATS);
    @Nullable String cursor = ctx.queryParam("cursor");
    if (cursor != null && !ChatIds.isOne(cursor)) {
      throw ChatText.invalid("Give 'cursor' as the list before gave it, or leave it out.");
    }
    List<Chat> found = store.chats().chats(Caller.of(ctx).id(), cursor, limit + 1);
    List<Chat> page = found.stream().limit(limit).toList();
    Json.respond(
        ctx,
        new Listed(
            page.stream().filter(Chat::isOpen).map(chat -> ChatView.of(chat, characters)).toList(),
            found.size() > limit ? page.getLast().id() : null));
  }

  private void read(Context ctx) {
    Chat chat = require(ctx, store);
    int before = ChatText.number(ctx, "before", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
    int limit = ChatText.number(ctx, "limit", USUAL, 1, MOST_TURNS);
    Messages.Page page = messages.before(chat.id(), before, limit);
    Json.respond(ctx, ChatView.of(chat, characters).with(page.messages(), page.earlier()));
  }

  private void change(Context ctx) {
    Chat chat = require(ctx, store);
    Changed body = RequestBody.read(ctx, Changed.class, MAX_BODY_BYTES);
    if (body.progress() != null && chat.bookId() == null) {
      throw ChatText.invalid("'progress' is that of no book, and the chat is about none.");
    }
    @Nullable String title = body.title() == null ? null : ChatText.title(body.title());
    if (!store.chats().change(chat.ownerId(), chat.id(), title, body.progress(), now())) {
      throw unknownChat();
    }
    Json.respond(ctx, ChatView.of(require(ctx, store), characters));
  }

  private void delete(Context ctx) {
    Chat chat = found(ctx, store).orElseThrow(ChatRoutes::unknownChat);
    Receipt receipt = receipts.apply(erase.erase(chat));
    Json.respond(ctx, new Erased(chat.id(), receipt.erased(), receipt.search()));
  }

  /**
   * The caller's chat that an address names.
   *
   * @throws Problem of the type {@code UNKNOWN_CHAT} when it is not there or another's
   */
  static Chat require(Context ctx, ChatStore store) {
    return found(ctx, store).filter(Chat::isOpen).orElseThrow(ChatRoutes::unknownChat);
  }

  private static Optional<Chat> found(Context ctx, ChatStore store) {
    String id = ctx.pathParam("chat");
    return ChatIds.isOne(id) ? store.chats().chat(Caller.of(ctx).id(), id) : Optional.empty();
  }

  static Problem unknownChat() {
    return new Problem(ProblemType.UNKNOWN_CHAT, "See /v1/chats for yours.");
  }

  private Instant now() {
    return clock.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
