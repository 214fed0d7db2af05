package org.gibsey.api.chats;

/**
 * An event of a turn, as it is stored and sent.
 *
 * @param seq its number, from 1 without gaps
 * @param name of the event, for example {@code delta}
 * @param data one line of JSON
 */
public record TurnEvent(int seq, String name, String data) {}
