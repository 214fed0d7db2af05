package org.gibsey.indexing.index;

import java.io.IOException;
import org.apache.flink.core.fs.FSDataOutputStream;

/** A file of the {@link FaultyFileSystem} that is being written. */
final class FaultyOutput extends FSDataOutputStream {
  private final FSDataOutputStream local;

  FaultyOutput(FSDataOutputStream local) {
    this.local = local;
  }

  @Override
  public long getPos() throws IOException {
    return local.getPos();
  }

  @Override
  public void write(int b) throws IOException {
    FaultyFileSystem.write();
    local.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    FaultyFileSystem.write();
    local.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    local.flush();
  }

  @Override
  public void sync() throws IOException {
    local.sync();
  }

  @Override
  public void close() throws IOException {
    try (local) {
      FaultyFileSystem.write();
    }
  }
}
