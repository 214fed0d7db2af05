package org.gibsey.api.voice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.Problem;
import org.gibsey.api.search.PassageQuery;
import org.gibsey.api.search.SearchPassages;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.index.Condition;
import org.gibsey.index.Grouping;
import org.gibsey.index.RowFilter;
import org.gibsey.shard.PassageHit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this reader and this character said to each other before, in this chat and others. Whose it
 * is, of whom, of which book and how far the reader had read are conditions of the search itself.
 *
 * @param turns the collection whose rows are turns of chats
 */
record PastTurns(CollectionDefinition turns, SearchPassages search) {
  private static final Logger LOG = LoggerFactory.getLogger(PastTurns.class);

  /** What may be remembered at once. */
  private static final int MOST = 4;

  /** Rows of one turn. */
  private static final int SIDES = 2;

  /**
   * Lines for a prompt, best first; none when the turns cannot be searched now, without which a
   * character can speak as well.
   *
   * @param text what to look for
   * @param firstTurn the first turn of the chat that is told word for word, or {@link
   *     Integer#MAX_VALUE}
   */
  List<String> about(Conversation conversation, String text, int firstTurn) {
    int known = SIDES * conversation.recent().size();
    // Turns that the chat no longer has may be found for a moment, but none before its last one.
    int now = known == 0 ? 1 : conversation.recent().getLast().turnNum() + 1;
    int bound = Math.min(firstTurn, now);
    PassageQuery query =
        PassageQuery.in(turns)
            .owner(conversation.ownerId())
            .text(text)
            .grouping(Grouping.PASSAGE)
            .filter(filter(conversation))
            .limit(Math.min(PassageQuery.HIGHEST_LIMIT, MOST + SIDES * known + SIDES))
            .build();
    try {
      return search.search(query).hits().stream()
          .filter(hit -> isBefore(hit, conversation.chatId(), bound))
          .limit(MOST)
          .map(PastTurns::line)
          .toList();
    } catch (Problem e) {
      LOG.info("A character speaks without its memory of past turns: {}", e.type());
      return List.of();
    }
  }

  private static RowFilter filter(Conversation conversation) {
    List<Condition> must = new ArrayList<>();
    must.add(new Condition.Equal("character_id", conversation.character().id()));
    String book = conversation.book();
    if (book != null) {
      must.add(new Condition.Equal("book_id", book));
    }
    Integer progress = conversation.progress();
    if (progress != null) {
      must.add(new Condition.Range("progress", null, null, null, Integer.toString(progress)));
    }
    return new RowFilter(must, List.of(), List.of());
  }

  private static boolean isBefore(PassageHit hit, String chat, int bound) {
    JsonNode key = Json.tree(hit.rowKey());
    return !key.path("chat_id").asText().equals(chat) || key.path("turn_num").asInt() < bound;
  }

  private static String line(PassageHit hit) {
    String by = Json.tree(hit.rowKey()).path("speaker").asText();
    return Line.earlier(by, Spoken.uncited(hit.passage().text()));
  }
}
