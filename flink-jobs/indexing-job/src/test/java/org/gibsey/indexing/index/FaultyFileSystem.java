package org.gibsey.indexing.index;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.core.fs.BlockLocation;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemKind;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.jspecify.annotations.Nullable;

/**
 * The local file system under a scheme of its own, with faults in what is written. Faults are
 * common to the whole process: TaskManagers and JobManager of a cluster in it see the same disk.
 */
final class FaultyFileSystem extends FileSystem {
  static final String SCHEME = "faulty";

  /** What a full disk says. */
  static final String MESSAGE = "No space left on device";

  private static final FaultyFileSystem ONLY = new FaultyFileSystem();
  private static final AtomicInteger WRITES_LEFT = new AtomicInteger(Integer.MAX_VALUE);
  private static final AtomicInteger FAULTS = new AtomicInteger();

  private final FileSystem local = LocalFileSystem.getSharedInstance();

  private FaultyFileSystem() {}

  static FaultyFileSystem instance() {
    return ONLY;
  }

  /** Lets every write fail after so many more. */
  static void failAfter(int writes) {
    WRITES_LEFT.set(writes);
  }

  static void repair() {
    WRITES_LEFT.set(Integer.MAX_VALUE);
  }

  /** Writes that failed so far. */
  static int faults() {
    return FAULTS.get();
  }

  /** Called before every write, flush and close of a file. */
  static void write() throws IOException {
    int left =
        WRITES_LEFT.updateAndGet(writes -> writes == Integer.MAX_VALUE ? writes : writes - 1);
    if (left < 0) {
      FAULTS.incrementAndGet();
      throw new IOException(MESSAGE);
    }
  }

  @Override
  public Path getWorkingDirectory() {
    return faulty(local.getWorkingDirectory());
  }

  @Override
  public Path getHomeDirectory() {
    return faulty(local.getHomeDirectory());
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return new FaultyFileStatus(local.getFileStatus(real(path)));
  }

  @Override
  public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length)
      throws IOException {
    return local.getFileBlockLocations(local.getFileStatus(real(file.getPath())), start, length);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    return local.open(real(path), bufferSize);
  }

  @Override
  public FSDataInputStream open(Path path) throws IOException {
    return local.open(real(path));
  }

  @Override
  public FileStatus @Nullable [] listStatus(Path path) throws IOException {
    FileStatus[] found = local.listStatus(real(path));
    if (found == null) {
      return null;
    }
    FileStatus[] faulty = new FileStatus[found.length];
    for (int i = 0; i < found.length; i++) {
      faulty[i] = new FaultyFileStatus(found[i]);
    }
    return faulty;
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    return local.delete(real(path), recursive);
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    return local.mkdirs(real(path));
  }

  @Override
  public FSDataOutputStream create(Path path, WriteMode overwrite) throws IOException {
    write();
    return new FaultyOutput(local.create(real(path), overwrite));
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    write();
    return local.rename(real(from), real(to));
  }

  @Override
  @SuppressWarnings("deprecation") // still abstract
  public FileSystemKind getKind() {
    return FileSystemKind.FILE_SYSTEM;
  }

  @Override
  public boolean isDistributedFS() {
    return true;
  }

  /** The same place with this scheme. */
  static Path faulty(Path path) {
    return new Path(SCHEME, null, path.getPath());
  }

  private static Path real(Path path) {
    return new Path("file", null, path.getPath());
  }
}
