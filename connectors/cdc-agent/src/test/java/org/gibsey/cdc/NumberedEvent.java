package org.gibsey.cdc;

import io.debezium.engine.ChangeEvent;
import org.jspecify.annotations.Nullable;

/** An event that is its place in the source. */
record NumberedEvent(int number) implements ChangeEvent<String, String> {
  @Override
  public String key() {
    return String.valueOf(number);
  }

  @Override
  public String value() {
    return "{\"op\":\"i\"}";
  }

  @Override
  public String destination() {
    return "gibsey.ks.t";
  }

  @Override
  public @Nullable Integer partition() {
    return null;
  }
}
