package org.gibsey.snapshot;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.store.Directory;

/**
 * Reads a place where snapshots are published. {@link LocalSnapshots} reads a folder of this
 * machine; one for an object store would copy the files of a shard to a local folder in {@link
 * #open}, checking length and checksum, and remove them when the directory is closed.
 */
public interface SnapshotStore {
  /** Names in a folder, in any order; none when there is no such folder. */
  List<String> list(String folder) throws IOException;

  /**
   * A small file.
   *
   * @throws java.nio.file.NoSuchFileException when it is not there any more
   */
  byte[] read(String folder, String name) throws IOException;

  /**
   * The files of a shard under the names that Lucene knows, read-only.
   *
   * @throws java.nio.file.NoSuchFileException when one of them is not there any more
   * @throws IOException when one has another length than the manifest says
   */
  Directory open(String folder, List<PublishedFile> files) throws IOException;
}
