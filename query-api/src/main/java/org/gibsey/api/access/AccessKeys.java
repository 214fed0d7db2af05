package org.gibsey.api.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that open this API, from the file {@code api-keys.yaml} of a folder, which is read again
 * when it has changed: a key that was added or revoked counts within a second. In a folder without
 * that file the plain ones {@code reader.key}, {@code writer.key} and {@code admin.key} count,
 * until the file appears.
 *
 * <p>When the file cannot be read or understood any more, the keys that were read last stay, and
 * the log says so; when it is gone, no key is valid.
 */
public final class AccessKeys {
  private static final Logger LOG = LoggerFactory.getLogger(AccessKeys.class);
  private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final Path file;
  private final AtomicLong nextLook = new AtomicLong();
  private volatile List<ApiKey> keys;
  private volatile @Nullable Version version;

  private AccessKeys(Path folder) {
    this.file = folder.resolve(HashedKeyFile.NAME);
    try {
      this.version = version();
      this.keys = version == null ? PlainKeyFiles.read(folder) : HashedKeyFile.read(file);
      if (version != null) {
        PrivateFile.warnIfShared(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the keys in " + file, e);
    }
    nextLook.set(System.nanoTime() + LOOK_EVERY_NANOS);
  }

  /**
   * Reads the keys of a folder.
   *
   * @throws IllegalArgumentException when there is none, or a file does not hold usable keys
   */
  public static AccessKeys read(Path folder) {
    AccessKeys read = new AccessKeys(folder);
    if (read.keys.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no key in %s, neither in %s nor in reader.key, writer.key or admin.key, so that"
                  .formatted(folder, HashedKeyFile.NAME)
              + " nobody could use the API; deploy/keys makes one");
    }
    return read;
  }

  /**
   * Whom a key stands for, or empty when it is not valid. Takes the same time whether and which key
   * matches.
   *
   * @param sha256 of the key that was sent
   */
  Optional<Caller> callerOf(byte[] sha256) {
    lookAgain();
    @Nullable Caller match = null;
    for (ApiKey key : keys) {
      if (key.matches(sha256)) {
        match = key.caller();
      }
    }
    return Optional.ofNullable(match);
  }

  private void lookAgain() {
    long due = nextLook.get();
    long now = System.nanoTime();
    if (now - due < 0 || !nextLook.compareAndSet(due, now + LOOK_EVERY_NANOS)) {
      return;
    }
    lookNow();
  }

  /** Reads the file if it has changed. */
  void lookNow() {
    try {
      @Nullable Version seen = version();
      if (seen == null) {
        forget();
      } else if (!seen.equals(version)) {
        // First, so that a file which cannot be understood is not told every second.
        version = seen;
        keys = HashedKeyFile.read(file);
        PrivateFile.warnIfShared(file);
        LOG.info("Read {} keys from {}", keys.size(), file);
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("Keys stay as they are: {}", e.toString());
    }
  }

  private void forget() {
    if (version != null && !keys.isEmpty()) {
      LOG.error("{} is gone; no key is valid until it is back", file);
      keys = List.of();
      version = Version.GONE;
    }
  }

  private @Nullable Version version() throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(
          now.lastModifiedTime().toMillis(), now.size(), String.valueOf(now.fileKey()));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** What tells one content of the file from another. */
  private record Version(long modifiedMillis, long bytes, String inode) {
    static final Version GONE = new Version(0, 0, "");
  }
}
