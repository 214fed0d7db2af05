package org.gibsey.cdc.cassandra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A commit log segment on disk: the log and the index file that says how far it may be read.
 *
 * @param id Cassandra's segment number; grows with time
 * @param log {@code CommitLog-<version>-<id>.log}, which need not exist
 * @param index {@code CommitLog-<version>-<id>_cdc.idx}, which need not exist
 */
record SegmentFile(long id, Path log, Path index) {
  private static final Pattern NAME = Pattern.compile("(CommitLog-\\d+-(\\d+))(\\.log|_cdc\\.idx)");

  /** The segment a log or an index belongs to; empty for any other file. */
  static Optional<SegmentFile> of(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new SegmentFile(
            Long.parseLong(name.group(2)),
            file.resolveSibling(name.group(1) + ".log"),
            file.resolveSibling(name.group(1) + "_cdc.idx")));
  }

  /**
   * The segments of a folder of which at least one file exists, oldest first.
   *
   * @throws IOException if the folder cannot be listed
   */
  static List<SegmentFile> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .flatMap(file -> of(file).stream())
          .distinct()
          .sorted(Comparator.comparingLong(SegmentFile::id))
          .toList();
    }
  }

  /** The log's file name, as it appears in the events' {@code source.file}. */
  String name() {
    return log.getFileName().toString();
  }
}
