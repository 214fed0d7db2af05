package org.gibsey.snapshot;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.Lock;

/** Shows some stored files under the names that Lucene knows. Nothing can be written. */
final class StoredFiles extends FilterDirectory {
  private final Map<String, String> storedNames;

  StoredFiles(Directory stored, List<PublishedFile> files) {
    super(stored);
    this.storedNames =
        files.stream()
            .collect(Collectors.toUnmodifiableMap(PublishedFile::name, PublishedFile::stored));
  }

  @Override
  public String[] listAll() {
    return storedNames.keySet().stream().sorted().toArray(String[]::new);
  }

  @Override
  public long fileLength(String name) throws IOException {
    return super.fileLength(stored(name));
  }

  @Override
  public IndexInput openInput(String name, IOContext context) throws IOException {
    return super.openInput(stored(name), context);
  }

  @Override
  public Set<String> getPendingDeletions() {
    return Set.of();
  }

  @Override
  public IndexOutput createOutput(String name, IOContext context) {
    throw readOnly();
  }

  @Override
  public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) {
    throw readOnly();
  }

  @Override
  public void deleteFile(String name) {
    throw readOnly();
  }

  @Override
  public void rename(String source, String dest) {
    throw readOnly();
  }

  @Override
  public void sync(Collection<String> names) {
    throw readOnly();
  }

  @Override
  public void syncMetaData() {
    throw readOnly();
  }

  @Override
  public Lock obtainLock(String name) {
    throw readOnly();
  }

  private String stored(String name) throws IOException {
    String stored = storedNames.get(name);
    if (stored == null) {
      throw new NoSuchFileException(name);
    }
    return stored;
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("a snapshot is only read");
  }
}
