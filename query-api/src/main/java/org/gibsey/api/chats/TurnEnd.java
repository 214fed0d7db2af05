package org.gibsey.api.chats;

/**
 * How a turn ended.
 *
 * @param status not {@link TurnStatus#WRITING}
 * @param endedAtMicros in microseconds since 1970; also the write time of the character's words
 * @param reply what the character said, for a failed turn what there was of it
 * @param credits what is paid for it, from 0
 * @param detail JSON object with {@code generator}, {@code citations} and {@code usage}
 */
public record TurnEnd(
    TurnStatus status, long endedAtMicros, String reply, long credits, String detail) {}
