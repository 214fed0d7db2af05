package org.gibsey.indexing.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fresh local directory for one attempt of one subtask, removed when closed.
 *
 * <p>A killed process can't clean up after itself. So each directory has a lock file beside it that
 * its process holds locked while it lives; whoever makes a directory first removes those whose lock
 * is free.
 */
final class AttemptDirectory implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptDirectory.class);

  private static final String FOLDER = "gibsey-index";
  private static final String LOCK_SUFFIX = ".lock";

  private final Path path;
  private final Path lockFile;
  private final FileChannel lockChannel;

  private AttemptDirectory(Path path, Path lockFile, FileChannel lockChannel) {
    this.path = path;
    this.lockFile = lockFile;
    this.lockChannel = lockChannel;
  }

  /**
   * Makes an empty directory, after removing those of dead attempts.
   *
   * @param temporary folder that several processes may share
   */
  static AttemptDirectory create(Path temporary) throws IOException {
    Path folder = Files.createDirectories(temporary.resolve(FOLDER));
    removeDeadOnes(folder);
    while (true) {
      String name = UUID.randomUUID().toString();
      Path lockFile = folder.resolve(name + LOCK_SUFFIX);
      FileChannel channel = lock(lockFile, StandardOpenOption.CREATE_NEW);
      if (channel == null) {
        continue;
      }
      if (!Files.exists(lockFile)) {
        // Somebody took it for a dead one's in the instant before it was locked.
        channel.close();
        continue;
      }
      try {
        return new AttemptDirectory(Files.createDirectory(folder.resolve(name)), lockFile, channel);
      } catch (IOException e) {
        // The disk may be full: a lock that nobody frees would stay as long as the process.
        channel.close();
        throw e;
      }
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    try (lockChannel) {
      FileUtils.deleteDirectory(path.toFile());
      Files.deleteIfExists(lockFile);
    }
  }

  private static void removeDeadOnes(Path folder) throws IOException {
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(folder, "*" + LOCK_SUFFIX)) {
      for (Path lockFile : locks) {
        removeIfDead(folder, lockFile);
      }
    }
  }

  private static void removeIfDead(Path folder, Path lockFile) throws IOException {
    try (FileChannel channel = lock(lockFile, StandardOpenOption.WRITE)) {
      if (channel != null) {
        String file = lockFile.getFileName().toString();
        String name = file.substring(0, file.length() - LOCK_SUFFIX.length());
        LOG.info("Removing the index directory {} of a dead attempt", name);
        FileUtils.deleteDirectory(folder.resolve(name).toFile());
        Files.deleteIfExists(lockFile);
      }
    } catch (NoSuchFileException e) {
      LOG.debug("Another subtask removed {} first", lockFile.getFileName());
    }
  }

  /** Locks a file for as long as the channel is open; null when somebody alive has locked it. */
  private static @Nullable FileChannel lock(Path file, StandardOpenOption how) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, how);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held within this very process.
      lock = null;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    if (lock == null) {
      channel.close();
      return null;
    }
    return channel;
  }
}
