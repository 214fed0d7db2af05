package org.gibsey.api.characters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A character card of version 2 or 3, as version 3. The texts may hold the macros {@code {{char}}}
 * and {@code {{user}}}.
 *
 * @param json all of it, with every field that is not known here
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
    Lorebook lorebook) {}
