package org.gibsey.api.token;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;

/** Write times as they are written in JSON and addresses: ISO 8601 in UTC, to the microsecond. */
public final class WriteTime {
  private static final int MAX_LENGTH = 40;

  private WriteTime() {}

  /** Microseconds since 1970 as text, for example {@code 2026-01-31T12:00:00.123456Z}. */
  public static String text(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  /**
   * Microseconds since 1970.
   *
   * @throws Problem of the type {@code INVALID_VALUE} for anything that is no moment, is finer than
   *     microseconds, or lies before 1970
   */
  public static long parse(String text) {
    try {
      if (text.length() <= MAX_LENGTH) {
        Instant moment = Instant.parse(text);
        if (!moment.isBefore(Instant.EPOCH)
            && moment.equals(moment.truncatedTo(ChronoUnit.MICROS))) {
          return micros(moment);
        }
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw invalid();
    }
    throw invalid();
  }

  /** A moment in microseconds since 1970; what is finer is cut off. */
  public static long micros(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }

  private static Problem invalid() {
    return new Problem(
        ProblemType.INVALID_VALUE,
        "Give 'write_time' as 2026-01-31T12:00:00.123456Z, from 1970 on, with six decimals at most;"
            + " or leave it out.");
  }
}
