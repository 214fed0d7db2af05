package org.gibsey.api.chats;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.gibsey.api.characters.CharacterStore;
import org.gibsey.api.chats.Said.Speaker;
import org.gibsey.api.credits.Shortage;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.voice.Conversation;
import org.gibsey.api.voice.Voice.Most;
import org.jspecify.annotations.Nullable;

/**
 * Begins turns. In this order, so that whatever is left behind when the process dies is found: the
 * chat gives the turn its number; credits are reserved; the turn begins; the reader's words are
 * kept; the turns that it replaces are deleted; it is written. From the second step on the sweeper
 * of reservations would end it, before that the next request to the chat does. Safe for use by many
 * threads.
 */
final class BeginTurn {
  /** A turn that has not begun by then never will, unless clocks differ more than that. */
  private static final Duration STUCK = Duration.ofSeconds(30);

  private static final int ATTEMPTS = 5;

  private final CharacterStore characters;
  private final Writers writers;
  private final Turns turns;
  private final ReplaceTurns replaceTurns;
  private final Duration deadline;

  /**
   * What a reader wants to say.
   *
   * @param replaces the first turn that it stands in for, or null
   * @param askedBy identifies the request, the same when it is repeated
   */
  record Message(String text, @Nullable Integer replaces, String askedBy) {}

  /**
   * A turn that has begun.
   *
   * @param reserved credits that are set aside for it
   * @param balance credits that its reader can still spend
   */
  record Begun(TurnKey key, TurnStatus status, long reserved, long balance) {}

  /**
   * Turns that are to be written.
   *
   * @param deadline most time for one turn
   */
  BeginTurn(CharacterStore characters, Writers writers, Turns turns, Duration deadline) {
    this.characters = characters;
    this.writers = writers;
    this.turns = turns;
    this.replaceTurns = new ReplaceTurns(writers.store(), writers.clock());
    this.deadline = deadline;
  }

  /** The most that a message can cost. */
  Quote quote(Chat chat, Message message) {
    return quote(conversation(chat, message));
  }

  private Quote quote(Conversation conversation) {
    Most most = writers.voice().most(conversation);
    String model = writers.voice().generator();
    long price = writers.prices().of(model, most.promptTokens(), most.completionTokens());
    long balance = writers.credits().account(conversation.ownerId()).balance();
    return new Quote(model, most.promptTokens(), most.completionTokens(), price, balance);
  }

  private Conversation conversation(Chat chat, Message message) {
    @Nullable Integer replaces = message.replaces();
    if (replaces != null && replaces > chat.turns()) {
      throw new Problem(
          ProblemType.INVALID_VALUE, "The chat has no turn " + replaces + " to replace.");
    }
    return writers
        .memory()
        .conversation(
            chat,
            characters.character(chat.characterId()).orElseThrow(BeginTurn::unknownCharacter),
            message.text(),
            replaces);
  }

  /**
   * Begins a turn, or finds the one that the same request began before.
   *
   * @throws Problem when the chat's last turn is being written, credits are short, too many turns
   *     are written, or something that is needed is away
   */
  Begun begin(Chat seen, Message message) {
    try (Turns.Place place = turns.take()) {
      Chat chat = seen;
      for (int i = 0; i < ATTEMPTS; i++) {
        Optional<TurnState> before = begunBefore(chat, message);
        if (before.isPresent()) {
          long balance = writers.credits().account(chat.ownerId()).balance();
          return new Begun(before.get().key(), before.get().status(), 0, balance);
        }
        if (!message.askedBy().equals(chat.askedBy()) || chat.writing() == null) {
          chat = freed(chat);
        }
        Order order = order(chat, message);
        if (order.quote().balance() < order.quote().atMost()) {
          throw Shortage.of(order.quote().balance(), order.quote().atMost());
        }
        Optional<Integer> number = number(chat, message);
        if (number.isPresent()) {
          return write(place, order.as(number.get()), message);
        }
        chat = reread(chat);
      }
      throw underWay();
    }
  }

  private Optional<TurnState> begunBefore(Chat chat, Message message) {
    return message.askedBy().equals(chat.askedBy())
        ? writers.store().log().state(chat.turn(chat.turns()))
        : Optional.empty();
  }

  private Order order(Chat chat, Message message) {
    Conversation conversation = conversation(chat, message);
    return new Order(chat, chat.turn(0), conversation, quote(conversation));
  }

  private Optional<Integer> number(Chat chat, Message message) {
    boolean given = message.askedBy().equals(chat.askedBy()) && chat.writing() != null;
    return given
        ? Optional.ofNullable(chat.writing())
        : writers.store().chats().next(chat, message.askedBy(), message.replaces(), now());
  }

  /** The chat, once its last turn is over. */
  private Chat freed(Chat chat) {
    if (!chat.isOpen()) {
      throw ChatRoutes.unknownChat();
    }
    @Nullable Integer writing = chat.writing();
    if (writing == null) {
      return chat;
    }
    TurnKey key = chat.turn(writing);
    Optional<TurnState> turn = writers.store().log().state(key);
    if (turn.filter(found -> !found.isWriting()).isPresent()) {
      writers.ending().complete(chat.ownerId(), turn.get());
    } else if (turn.isEmpty() && chat.changedAt().isBefore(now().minus(STUCK))) {
      writers.ending().abandon(chat.ownerId(), key);
    } else {
      throw underWay();
    }
    return reread(chat);
  }

  private Chat reread(Chat chat) {
    return writers
        .store()
        .chats()
        .chat(chat.ownerId(), chat.id())
        .filter(Chat::isOpen)
        .orElseThrow(ChatRoutes::unknownChat);
  }

  private Begun write(Turns.Place place, Order order, Message message) {
    String owner = order.chat().ownerId();
    TurnKey key = order.key();
    try {
      long balance =
          writers
              .credits()
              .reserve(
                  owner,
                  key.reservation(),
                  order.quote().atMost(),
                  "turn " + key.number() + " of a chat")
              .balance();
      start(order, message);
      place.write(order, writers, deadline);
      return new Begun(key, TurnStatus.WRITING, order.quote().atMost(), balance);
    } catch (Problem e) {
      undo(owner, key, e);
      throw e;
    }
  }

  private void start(Order order, Message message) {
    TurnKey key = order.key();
    String writer = UUID.randomUUID().toString();
    if (!writers.store().log().begin(key, message.askedBy(), writer, message.replaces())) {
      throw new Problem(
          ProblemType.STORE_UNAVAILABLE, "This took too long and was given up; try again.");
    }
    Chat chat = reread(order.chat());
    if (chat.writing() == null || chat.writing() != key.number()) {
      throw underWay();
    }
    long written = writers.clock().next();
    writers
        .store()
        .words()
        .say(
            chat,
            new Said(
                key.number(),
                Speaker.READER,
                message.text(),
                order.chat().progress(),
                EndTurn.moment(written),
                written));
    if (message.replaces() != null) {
      replaceTurns.delete(key.chatId(), message.replaces(), key.number());
    }
  }

  /** Without credits nothing remains; after anything else a turn that failed. */
  private void undo(String owner, TurnKey key, Problem reason) {
    try {
      if (reason.type() == ProblemType.INSUFFICIENT_CREDITS) {
        writers.store().chats().free(owner, key.chatId(), key.number(), now());
      } else {
        writers.ending().abandon(owner, key);
      }
    } catch (Problem e) {
      reason.addSuppressed(e);
    }
  }

  private Instant now() {
    return writers.clock().now().truncatedTo(ChronoUnit.MILLIS);
  }

  private static Problem underWay() {
    return new Problem(
        ProblemType.TURN_UNDER_WAY, "Wait for its end, or stop it, and send the message then.");
  }

  private static Problem unknownCharacter() {
    return new Problem(ProblemType.UNKNOWN_CHARACTER, "See /v1/characters for whom there is.");
  }
}
