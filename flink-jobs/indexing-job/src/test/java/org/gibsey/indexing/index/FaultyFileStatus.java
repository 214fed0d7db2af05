package org.gibsey.indexing.index;

import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** What is known of a local file, under the scheme of the {@link FaultyFileSystem}. */
final class FaultyFileStatus implements FileStatus {
  private final FileStatus local;

  FaultyFileStatus(FileStatus local) {
    this.local = local;
  }

  @Override
  public long getLen() {
    return local.getLen();
  }

  @Override
  public long getBlockSize() {
    return local.getBlockSize();
  }

  @Override
  public short getReplication() {
    return local.getReplication();
  }

  @Override
  public long getModificationTime() {
    return local.getModificationTime();
  }

  @Override
  public long getAccessTime() {
    return local.getAccessTime();
  }

  @Override
  public boolean isDir() {
    return local.isDir();
  }

  @Override
  public Path getPath() {
    return FaultyFileSystem.faulty(local.getPath());
  }
}
