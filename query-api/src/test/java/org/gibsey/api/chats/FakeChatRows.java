package org.gibsey.api.chats;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.gibsey.api.voice.Conversation.Summary;
import org.jspecify.annotations.Nullable;

/** Chats kept in this process. */
final class FakeChatRows implements Chats {
  private final Map<String, Chat> chats = new TreeMap<>(Comparator.reverseOrder());
  private final FakeSwitch at;

  FakeChatRows(FakeSwitch at) {
    this.at = at;
  }

  @Override
  public void create(Chat chat) {
    at.atomically(() -> chats.putIfAbsent(key(chat.ownerId(), chat.id()), chat));
  }

  @Override
  public Optional<Chat> chat(String ownerId, String chatId) {
    return at.atomically(() -> Optional.ofNullable(chats.get(key(ownerId, chatId))));
  }

  @Override
  public List<Chat> chats(String ownerId, @Nullable String before, int limit) {
    return at.atomically(
        () ->
            chats.values().stream()
                .filter(chat -> chat.ownerId().equals(ownerId))
                .filter(chat -> before == null || chat.id().compareTo(before) < 0)
                .limit(limit)
                .toList());
  }

  @Override
  public boolean change(
      String ownerId,
      String chatId,
      @Nullable String title,
      @Nullable Integer progress,
      Instant now) {
    return at.atomically(
        () ->
            chats.computeIfPresent(
                    key(ownerId, chatId),
                    (key, chat) ->
                        new Chat(
                            ownerId,
                            chatId,
                            title == null ? chat.title() : title,
                            chat.characterId(),
                            chat.bookId(),
                            progress == null ? chat.progress() : progress,
                            chat.createdAt(),
                            now,
                            chat.turns(),
                            chat.writing(),
                            chat.askedBy(),
                            chat.edits(),
                            chat.summary(),
                            chat.summarised()))
                != null);
  }

  @Override
  public Optional<Integer> next(
      Chat seen, String askedBy, @Nullable Integer replaces, Instant now) {
    return at.atomically(
        () -> {
          @Nullable Chat chat = chats.get(key(seen.ownerId(), seen.id()));
          if (chat == null
              || chat.turns() != seen.turns()
              || chat.writing() != null
              || !Objects.equals(chat.askedBy(), seen.askedBy())
              || (replaces != null && chat.summarised() != seen.summarised())) {
            return chat != null && askedBy.equals(chat.askedBy())
                ? Optional.of(chat.turns())
                : Optional.empty();
          }
          boolean keeps = replaces == null || chat.summarised() < replaces;
          chats.put(
              key(chat.ownerId(), chat.id()),
              with(
                  chat,
                  now,
                  chat.turns() + 1,
                  chat.turns() + 1,
                  askedBy,
                  chat.edits() + (replaces == null ? 0 : 1),
                  keeps ? chat.summary() : Summary.NONE,
                  keeps ? chat.summarised() : 0));
          return Optional.of(chat.turns() + 1);
        });
  }

  @Override
  public void free(String ownerId, String chatId, int turn, Instant now) {
    write(ownerId, chatId, turn, null, now);
  }

  @Override
  public boolean close(String ownerId, String chatId) {
    return at.atomically(
        () -> {
          @Nullable Chat chat = chats.get(key(ownerId, chatId));
          if (chat != null && chat.writing() == null) {
            write(ownerId, chatId, null, Chat.CLOSED, chat.changedAt());
            return true;
          }
          return chat != null && !chat.isOpen();
        });
  }

  private void write(
      String ownerId,
      String chatId,
      @Nullable Integer before,
      @Nullable Integer after,
      Instant now) {
    at.atomically(
        () ->
            chats.computeIfPresent(
                key(ownerId, chatId),
                (key, chat) ->
                    Objects.equals(chat.writing(), before)
                        ? with(
                            chat,
                            now,
                            chat.turns(),
                            after,
                            chat.askedBy(),
                            chat.edits(),
                            chat.summary(),
                            chat.summarised())
                        : chat));
  }

  @Override
  public boolean summarise(Chat seen, Summary summary, int last) {
    return at.atomically(
        () -> {
          @Nullable Chat chat = chats.get(key(seen.ownerId(), seen.id()));
          if (chat == null
              || chat.edits() != seen.edits()
              || chat.summarised() != seen.summarised()) {
            return false;
          }
          chats.put(
              key(chat.ownerId(), chat.id()),
              with(
                  chat,
                  chat.changedAt(),
                  chat.turns(),
                  chat.writing(),
                  chat.askedBy(),
                  chat.edits(),
                  summary,
                  last));
          return true;
        });
  }

  @Override
  public void delete(String ownerId, String chatId) {
    at.atomically(
        () -> {
          chats.remove(key(ownerId, chatId));
          return true;
        });
  }

  private static String key(String ownerId, String chatId) {
    return ownerId + "\n" + chatId;
  }

  private static Chat with(
      Chat chat,
      Instant now,
      int turns,
      @Nullable Integer writing,
      @Nullable String askedBy,
      int edits,
      Summary summary,
      int summarised) {
    return new Chat(
        chat.ownerId(),
        chat.id(),
        chat.title(),
        chat.characterId(),
        chat.bookId(),
        chat.progress(),
        chat.createdAt(),
        now,
        turns,
        writing,
        askedBy,
        edits,
        summary,
        summarised);
  }
}
