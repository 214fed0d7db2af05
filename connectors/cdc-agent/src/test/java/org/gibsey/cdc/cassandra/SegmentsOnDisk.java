package org.gibsey.cdc.cassandra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Makes and lists the files of commit log segments in a test's folder. */
final class SegmentsOnDisk {
  private SegmentsOnDisk() {}

  static Path log(Path folder, long id) {
    return write(folder.resolve("CommitLog-7-" + id + ".log"), "log " + id);
  }

  static Path index(Path folder, long id, String content) {
    return write(folder.resolve("CommitLog-7-" + id + "_cdc.idx"), content);
  }

  static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(Path file, String content) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
