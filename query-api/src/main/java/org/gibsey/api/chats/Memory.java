package org.gibsey.api.chats;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.gibsey.api.characters.Character;
import org.gibsey.api.chats.Said.Speaker;
import org.gibsey.api.http.Problem;
import org.gibsey.api.search.Deadline;
import org.gibsey.api.voice.Conversation;
import org.gibsey.api.voice.Conversation.Exchange;
import org.gibsey.api.voice.Conversation.Summary;
import org.gibsey.api.voice.Voice;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a character is told of a chat: recent turns in their words, and a summary of those before.
 * Safe for use by many threads.
 */
final class Memory {
  private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

  /** Turns that come together before they are summarised, so that not each turn costs a summary. */
  static final int TOGETHER = 4;

  /** Most turns in one summary. */
  private static final int MOST = 20;

  /** Turns that are looked at when earlier summaries failed. */
  private static final int BACK = 100;

  /** Summaries that are written at once. */
  private static final int AT_ONCE = 4;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ChatStore store;
  private final Voice voice;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  Memory(ChatStore store, Voice voice) {
    this.store = store;
    this.voice = voice;
  }

  /**
   * A chat up to a message.
   *
   * @param replaces the first turn that the message stands in for, or null
   */
  Conversation conversation(
      Chat chat, Character character, String message, @Nullable Integer replaces) {
    boolean summaryStands = replaces == null || replaces > chat.summarised();
    int summarised = summaryStands ? chat.summarised() : 0;
    int before = replaces == null ? Integer.MAX_VALUE : replaces;
    return new Conversation(
        chat.ownerId(),
        chat.id(),
        character,
        chat.bookId(),
        chat.progress(),
        summaryStands ? chat.summary() : Summary.NONE,
        exchanges(chat.id(), before, voice.verbatimTurns() + TOGETHER).stream()
            .filter(said -> said.turnNum() > summarised)
            .toList(),
        message);
  }

  /** Turns of which both sides are there, oldest first. */
  private List<Exchange> exchanges(String chatId, int before, int turns) {
    Map<Integer, Said> asked = new TreeMap<>();
    Map<Integer, Said> replied = new TreeMap<>();
    store
        .words()
        .said(chatId, before, turns)
        .forEach(
            said -> (said.speaker() == Speaker.READER ? asked : replied).put(said.turnNum(), said));
    List<Exchange> exchanges = new ArrayList<>();
    asked.forEach(
        (turn, message) -> {
          @Nullable Said reply = replied.get(turn);
          if (reply != null) {
            exchanges.add(new Exchange(turn, message.text(), reply.text(), message.progress()));
          }
        });
    return exchanges;
  }

  /** Summarises what has become old, in a thread of its own; when that fails, another time. */
  void later(String ownerId, String chatId) {
    if (!underWay.add(chatId)) {
      return;
    }
    Thread.ofVirtual()
        .name("summarise")
        .start(
            () -> {
              try {
                if (places.tryAcquire()) {
                  try {
                    summarise(ownerId, chatId);
                  } finally {
                    places.release();
                  }
                }
              } catch (Problem | CancellationException e) {
                LOG.info("A chat was not summarised: {}", e.getMessage());
              } finally {
                underWay.remove(chatId);
              }
            });
  }

  /** Summarises what has become old, if it is enough. */
  void summarise(String ownerId, String chatId) {
    Optional<Chat> found = store.chats().chat(ownerId, chatId).filter(Chat::isOpen);
    if (found.isEmpty()) {
      return;
    }
    Chat chat = found.get();
    List<Exchange> recent =
        exchanges(chatId, Integer.MAX_VALUE, voice.verbatimTurns() + BACK).stream()
            .filter(said -> said.turnNum() > chat.summarised())
            .toList();
    int old = recent.size() - voice.verbatimTurns();
    if (old >= TOGETHER) {
      List<Exchange> added = recent.subList(0, Math.min(old, MOST));
      Summary summary = voice.summarise(chat.summary(), added, Deadline.in(PATIENCE));
      store.chats().summarise(chat, summary, added.getLast().turnNum());
    }
  }
}
