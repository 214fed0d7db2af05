package org.gibsey.api.idempotency;

/**
 * An Idempotency-Key; the same one of another caller is another one.
 *
 * @param caller who sent it, {@link org.gibsey.api.access.Caller#id}
 * @param key as sent
 */
public record KeyOfCaller(String caller, String key) {}
