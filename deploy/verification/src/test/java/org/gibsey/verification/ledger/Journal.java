package org.gibsey.verification.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.gibsey.api.http.Problem;
import org.gibsey.verification.ledger.Call.Result;
import org.gibsey.verification.ledger.Call.Verb;

/**
 * What a process did, line by line in a file: each call before it begins and when it has ended. A
 * line is with the kernel when the method returns, so that SIGKILL takes none away.
 */
final class Journal implements AutoCloseable {
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();
  private final FileChannel file;
  private final AtomicLong numbers = new AtomicLong();

  Journal(Path path) throws IOException {
    file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Carries a call out and notes it; returns null when it had no result. */
  <T extends Number> Result note(
      Verb verb, String owner, String operation, long amount, Callable<T> call) {
    long number = numbers.incrementAndGet();
    write(Call.begun(number, verb, owner, operation, amount));
    Result result = Result.OK;
    long value = 0;
    String note = "";
    try {
      value = call.call().longValue();
    } catch (Problem e) {
      note = e.detail();
      result =
          switch (e.type()) {
            case INSUFFICIENT_CREDITS -> Result.SHORT;
            case STORE_UNAVAILABLE -> Result.AWAY;
            case WRITE_UNKNOWN -> Result.UNKNOWN;
            default -> Result.WRONG;
          };
    } catch (Exception | AssertionError e) {
      note = e.toString();
      result = Result.WRONG;
    }
    write(Call.ended(number, result, value, note));
    if (result == Result.AWAY) {
      // As any caller would, who is told to try again.
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return result;
  }

  /** Notes how often something happened so far. */
  void count(String name, long times) {
    write("C\t" + name + "\t" + times);
  }

  private void write(String line) {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      synchronized (file) {
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /**
   * A journal that was read.
   *
   * @param wrong notes of calls that ended as none may
   * @param counts the last of each name
   */
  record Read(List<Call> calls, List<String> wrong, Map<String, Long> counts) {}

  /** Calls so far that ended, and not because the store was away. */
  static int carriedOut(Path path) throws IOException {
    try (Stream<String> lines = Files.lines(path)) {
      return (int)
          lines
              .filter(line -> line.startsWith("E") && !line.contains("\t" + Result.AWAY + "\t"))
              .count();
    }
  }

  static Read read(Path path) throws IOException {
    Map<String, List<String>> begun = new HashMap<>();
    Map<String, List<String>> ended = new HashMap<>();
    Map<String, Long> counts = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    for (String line : Files.readAllLines(path)) {
      List<String> fields = List.of(line.split("\t", -1));
      if (Call.isBegun(fields)) {
        begun.put(fields.get(1), fields);
      } else if (fields.get(0).equals("E")) {
        ended.put(fields.get(1), fields);
        if (fields.get(2).equals(Result.WRONG.name())) {
          wrong.add(begun.get(fields.get(1)) + " " + line);
        }
      } else if (fields.get(0).equals("C")) {
        counts.put(fields.get(1), Long.parseLong(fields.get(2)));
      }
    }
    List<Call> calls = new ArrayList<>();
    begun.forEach((number, fields) -> calls.add(Call.of(fields, ended.get(number))));
    return new Read(calls, wrong, counts);
  }
}
