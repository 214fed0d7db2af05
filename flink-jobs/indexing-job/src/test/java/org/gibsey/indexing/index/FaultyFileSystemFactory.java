package org.gibsey.indexing.index;

import java.net.URI;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;

/** Found by Flink through its service file. */
public final class FaultyFileSystemFactory implements FileSystemFactory {
  @Override
  public String getScheme() {
    return FaultyFileSystem.SCHEME;
  }

  @Override
  public FileSystem create(URI uri) {
    return FaultyFileSystem.instance();
  }
}
