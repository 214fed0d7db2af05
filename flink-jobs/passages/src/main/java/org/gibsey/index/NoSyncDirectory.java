package org.gibsey.index;

import java.util.Collection;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;

/**
 * Never forces files to disk: an index that lives as long as one attempt of a task gains nothing
 * from it, its durable copy is the checkpoint.
 */
final class NoSyncDirectory extends FilterDirectory {
  NoSyncDirectory(Directory directory) {
    super(directory);
  }

  @Override
  public void sync(Collection<String> names) {}

  @Override
  public void syncMetaData() {}
}
