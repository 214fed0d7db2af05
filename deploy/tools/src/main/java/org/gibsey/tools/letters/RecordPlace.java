package org.gibsey.tools.letters;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a record lies in Kafka.
 *
 * @param partition from 0
 * @param offset from 0
 */
record RecordPlace(String topic, int partition, long offset) {
  private static final Pattern FORM = Pattern.compile("(.+)/([0-9]{1,9})/([0-9]{1,18})");

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static RecordPlace parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not TOPIC/PARTITION/OFFSET");
    }
    return new RecordPlace(
        parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3)));
  }

  @Override
  public String toString() {
    return topic + "/" + partition + "/" + offset;
  }
}
