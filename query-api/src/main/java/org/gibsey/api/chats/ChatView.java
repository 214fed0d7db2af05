package org.gibsey.api.chats;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.gibsey.api.characters.CharacterStore;
import org.gibsey.api.characters.Macros;
import org.jspecify.annotations.Nullable;

/**
 * A chat as it is sent.
 *
 * @param turns number of its newest turn
 * @param greeting what the character says before the first turn, or null when there is no such
 *     character any more
 * @param messages what was said, oldest first; absent in lists
 * @param earlier with {@code ?before=} this turn there is more, or null
 */
record ChatView(
    String id,
    String title,
    String character,
    @Nullable String bookId,
    @Nullable Integer progress,
    String createdAt,
    String changedAt,
    int turns,
    @Nullable Integer writing,
    @Nullable String greeting,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<MessageView> messages,
    @Nullable Integer earlier) {

  /**
   * What one speaker said, as it is sent.
   *
   * @param status how its turn ended, or {@code writing}
   */
  record MessageView(
      int turn,
      String speaker,
      String text,
      String saidAt,
      String status,
      JsonNode citations,
      JsonNode usage,
      @Nullable Long credits) {}

  static ChatView of(Chat chat, CharacterStore characters) {
    return new ChatView(
        chat.id(),
        chat.title(),
        chat.characterId(),
        chat.bookId(),
        chat.progress(),
        chat.createdAt().toString(),
        chat.changedAt().toString(),
        chat.turns(),
        chat.writing(),
        characters
            .character(chat.characterId())
            .map(character -> character.card().greeting(Macros.SOMEBODY))
            .orElse(null),
        null,
        null);
  }

  ChatView with(List<MessageView> said, @Nullable Integer more) {
    return new ChatView(
        id, title, character, bookId, progress, createdAt, changedAt, turns, writing, greeting,
        said, more);
  }
}
