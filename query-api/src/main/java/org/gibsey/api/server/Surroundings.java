package org.gibsey.api.server;

import io.micrometer.core.instrument.MeterRegistry;
import org.gibsey.api.access.AccessKeys;
import org.gibsey.api.access.Callers;
import org.gibsey.api.admission.Admission;
import org.gibsey.api.limits.GuessRate;

/**
 * What requests pass before they reach a route.
 *
 * @param keys who may ask
 * @param settings who else, how often, and from where
 * @param admission what is refused because it is too much
 * @param metrics where latencies are counted
 */
public record Surroundings(
    AccessKeys keys, ServerSettings settings, Admission admission, MeterRegistry metrics) {
  Callers callers() {
    return new Callers(keys, settings.tokens(), new GuessRate(settings.limits()));
  }
}
