package org.gibsey.benchmarks.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Counts what checkpoints add to their folder: the bytes of files that were not there before. */
final class UploadedFiles {
  private final Path folder;
  private final Set<Path> known = new HashSet<>();

  UploadedFiles(Path folder) {
    this.folder = folder;
  }

  /** Bytes of all files that are new since the last call. */
  long newBytes() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (known.add(file)) {
          bytes += Files.size(file);
        }
      }
    } catch (UncheckedIOException | NoSuchFileException e) {
      // The coordinator removed an old checkpoint meanwhile: what is left is counted again.
      return bytes + newBytes();
    }
    return bytes;
  }
}
