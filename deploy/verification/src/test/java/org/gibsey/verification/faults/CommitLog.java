package org.gibsey.verification.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Cassandra's commit log segments, whose numbers rise. */
final class CommitLog {
  private static final Pattern SEGMENT = Pattern.compile("CommitLog-\\d+-(\\d+)\\.log");
  private final Path folder;

  CommitLog(Path state) {
    this.folder = state.resolve("cassandra").resolve("commitlog");
  }

  /** Number of the newest segment. */
  long newestSegment() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> SEGMENT.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .mapToLong(name -> Long.parseLong(name.group(1)))
          .max()
          .orElse(0);
    }
  }
}
