package org.gibsey.api.characters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A character card of version 2 or 3, as version 3. The texts may hold {@linkplain Macros macros}.
 *
 * @param json all of it, with every field that is not known here; not to be changed
 * @param name what others call it, 1 to 200 UTF-16 units
 * @param description who it is
 * @param personality how it is
 * @param scenario where and when it talks
 * @param firstMessage its greeting, or empty
 * @param exampleMessages how it talks
 * @param systemPrompt instructions before all, or empty
 * @param postHistoryInstructions instructions after the conversation, or empty
 * @param alternateGreetings other greetings
 * @param lorebook what it remembers when certain words are said
 */
public record Card(
    ObjectNode json,
    String name,
    String description,
    String personality,
    String scenario,
    String firstMessage,
    String exampleMessages,
    String systemPrompt,
    String postHistoryInstructions,
    List<String> alternateGreetings,
    Lorebook lorebook) {
  private static final int MAX_TAGLINE = 200;

  public Card {
    alternateGreetings = List.copyOf(alternateGreetings);
  }

  /**
   * Reads a card of version 1, 2 or 3.
   *
   * @throws org.gibsey.api.http.Problem of the type {@code INVALID_CARD} that says which field is
   *     wrong
   */
  public static Card read(ObjectNode json) {
    ObjectNode card = CardVersions.third(json);
    JsonNode data = card.path("data");
    CardFields.require(data);
    return new Card(
        card,
        data.path("name").asText(),
        data.path("description").asText(),
        data.path("personality").asText(),
        data.path("scenario").asText(),
        data.path("first_mes").asText(),
        data.path("mes_example").asText(),
        data.path("system_prompt").asText(),
        data.path("post_history_instructions").asText(),
        texts(data.path("alternate_greetings")),
        CardLorebook.of(data.path("character_book"), new ArrayList<>()));
  }

  /** {@link #read(ObjectNode)} of JSON text. */
  public static Card read(String json) {
    return read(CardJson.object(json));
  }

  /** What <code>{{char}}</code> stands for: the nickname, or else the name. */
  public String calledName() {
    String nickname = data().path("nickname").asText("");
    return nickname.isBlank() ? name : nickname;
  }

  /** Words that describe it, for whoever looks for characters. */
  public List<String> tags() {
    return texts(data().path("tags"));
  }

  /** What of it has no effect here, though it is kept; each in one sentence. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    CardLorebook.of(data().path("character_book"), warnings);
    return warnings;
  }

  /** The first sentence about it, at most {@value #MAX_TAGLINE} UTF-16 units, or empty. */
  public String tagline() {
    String notes = data().path("creator_notes").asText("").strip();
    String about = new Macros(calledName(), Macros.SOMEBODY, 0).fill(description).strip();
    return FirstSentence.of(about.isEmpty() ? notes : about, MAX_TAGLINE);
  }

  /** How it greets a reader. */
  public String greeting(String user) {
    return Macros.of(this, user, 0).fill(firstMessage);
  }

  private JsonNode data() {
    return json.path("data");
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
