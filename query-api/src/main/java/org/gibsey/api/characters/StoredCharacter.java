package org.gibsey.api.characters;

/**
 * A character as a majority of the replicas has it.
 *
 * @param writeTimeMicros when its card was written, in microseconds since 1970
 */
public record StoredCharacter(Character character, long writeTimeMicros) {}
