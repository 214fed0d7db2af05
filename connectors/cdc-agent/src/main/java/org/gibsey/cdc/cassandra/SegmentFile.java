package org.gibsey.cdc.cassandra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

  /**
   * Moves the segment's files to another folder: the log first, because the index is what makes a
   * reader look at the log. Files that are not there are passed over.
   *
   * @throws IOException if a file cannot be moved
   */
  void moveTo(Path folder) throws IOException {
    move(log, folder.resolve(log.getFileName()));
    move(index, folder.resolve(index.getFileName()));
  }

  /**
   * Moves a file in place of another, if it exists.
   *
   * @throws IOException if it cannot be moved
   */
  static void move(Path file, Path target) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    if (Files.exists(target) && Files.isSameFile(file, target)) {
      // Cassandra links a log into cdc_raw, when it replays it even a second time. To the system
      // two links of one file are the same, and moving one onto the other leaves both.
      Files.delete(file);
    } else {
      Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The log's file name, as it appears in the events' {@code source.file}. */
  String name() {
    return log.getFileName().toString();
  }
}
