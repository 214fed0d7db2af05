package org.gibsey.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** Snapshots in a folder of this machine, which are opened where they lie. */
public final class LocalSnapshots implements SnapshotStore {
  private final Path root;

  /** The folder of all snapshots, which need not be there yet. */
  public LocalSnapshots(Path root) {
    this.root = root;
  }

  @Override
  public List<String> list(String folder) throws IOException {
    try (Stream<Path> entries = Files.list(root.resolve(folder))) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  @Override
  public byte[] read(String folder, String name) throws IOException {
    return Files.readAllBytes(root.resolve(folder).resolve(name));
  }

  @Override
  public Directory open(String folder, List<PublishedFile> files) throws IOException {
    Path path = root.resolve(folder);
    for (PublishedFile file : files) {
      long length = Files.size(path.resolve(file.stored()));
      if (length != file.length()) {
        throw new IOException(
            "%s has %d bytes, its manifest says %d"
                .formatted(file.stored(), length, file.length()));
      }
    }
    return new StoredFiles(FSDirectory.open(path), files);
  }
}
