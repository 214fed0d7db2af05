package org.gibsey.embedding.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One generated file in a folder that several processes may share, with its SHA-256 beside it.
 *
 * <p>A lock file lets one process at a time look at the file; the operating system frees it when
 * that process dies. A file that does not match its checksum, for whatever reason, is made again.
 */
final class ArchiveCache {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveCache.class);

  /** Writes the content of the file. */
  interface Assembly {
    void writeTo(OutputStream out) throws IOException;
  }

  private final Path file;
  private final Path checksumFile;
  private final Path lockFile;

  /**
   * @param folder created when missing
   * @param fileName name that stands for one content: another content needs another name
   */
  ArchiveCache(Path folder, String fileName) {
    this.file = folder.resolve(fileName);
    this.checksumFile = folder.resolve(fileName + ".sha256");
    this.lockFile = folder.resolve(fileName + ".lock");
  }

  /**
   * The file, found intact or assembled. File locks are per process: only one thread at a time.
   *
   * @throws IOException when the folder cannot be written or the assembly failed
   */
  Path get(Assembly assembly) throws IOException {
    Files.createDirectories(lockFile.toAbsolutePath().getParent());
    try (FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // Waits for other processes; closing the channel lets them in.
      channel.lock();
      if (!isIntact()) {
        assemble(assembly);
      }
      return file;
    }
  }

  private boolean isIntact() throws IOException {
    try {
      String expected = Files.readString(checksumFile, StandardCharsets.ISO_8859_1).strip();
      boolean intact = expected.equals(Sha256.of(file));
      if (!intact) {
        LOG.warn("{} does not match its checksum and is made again", file);
      }
      return intact;
    } catch (NoSuchFileException e) {
      LOG.debug("{} is not there yet", e.getFile());
      return false;
    }
  }

  private void assemble(Assembly assembly) throws IOException {
    long start = System.nanoTime();
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    MessageDigest digest = Sha256.digest();
    try (OutputStream out =
        new DigestOutputStream(
            new BufferedOutputStream(Files.newOutputStream(unfinished)), digest)) {
      assembly.writeTo(out);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    // A crash before this line leaves a file without its checksum, which counts as damaged.
    Files.writeString(checksumFile, Sha256.hex(digest) + "\n");
    LOG.info("Assembled {} in {} ms", file, (System.nanoTime() - start) / 1_000_000);
  }
}
