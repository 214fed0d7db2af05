package org.gibsey.indexing.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** The local file system, which has no room for some files while a test says so. */
final class FullDisk extends LocalFileSystem {
  /** Names that were written to the end. */
  final List<String> written = new ArrayList<>();

  private volatile Predicate<String> full = name -> false;

  /** From now on, files with such names break off after some bytes. */
  void noRoomFor(Predicate<String> names) {
    full = names;
  }

  @Override
  public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
    FSDataOutputStream out = super.create(path, mode);
    return full.test(path.getName()) ? new BreakingOff(out) : out;
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    boolean renamed = super.rename(from, to);
    written.add(to.getName());
    return renamed;
  }

  private static final class BreakingOff extends FSDataOutputStream {
    private static final int ROOM = 10;
    private final FSDataOutputStream out;

    BreakingOff(FSDataOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, Math.min(ROOM, length));
      throw new IOException("No space left on device");
    }

    @Override
    public long getPos() throws IOException {
      return out.getPos();
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void sync() throws IOException {
      out.sync();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
