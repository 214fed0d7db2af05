package org.gibsey.api.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that open this API, one per role, from the files {@code reader.key} and {@code
 * admin.key}. Only their SHA-256 stays in memory.
 */
public final class AccessKeys {
  private static final Logger LOG = LoggerFactory.getLogger(AccessKeys.class);
  private static final int MIN_LENGTH = 16;
  private static final int MAX_LENGTH = 512;
  private static final String SCHEME = "bearer ";
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final List<HashedKey> keys;

  private AccessKeys(List<HashedKey> keys) {
    this.keys = keys;
  }

  /**
   * Reads the key files of a folder.
   *
   * @throws IllegalArgumentException when there is none, or one does not hold a usable key
   */
  public static AccessKeys read(Path folder) {
    List<HashedKey> keys = new ArrayList<>();
    for (Role role : Role.values()) {
      Path file = folder.resolve(role.name().toLowerCase(Locale.ROOT) + ".key");
      if (Files.exists(file)) {
        keys.add(new HashedKey(role, sha256(content(file))));
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          "There is neither reader.key nor admin.key in "
              + folder
              + ", so that nobody could use the API");
    }
    return new AccessKeys(List.copyOf(keys));
  }

  /**
   * The role of the key in an {@code Authorization} header, or empty when it holds no valid one.
   * Takes the same time whether and which key matches.
   */
  Optional<Role> roleOf(@Nullable String authorization) {
    if (authorization == null
        || authorization.length() > MAX_LENGTH + SCHEME.length()
        || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return Optional.empty();
    }
    byte[] given = sha256(authorization.substring(SCHEME.length()).strip());
    @Nullable Role match = null;
    for (HashedKey key : keys) {
      if (MessageDigest.isEqual(key.sha256, given)) {
        match = key.role;
      }
    }
    return Optional.ofNullable(match);
  }

  private static String content(Path file) {
    try {
      warnIfShared(file);
      String key = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (key.length() < MIN_LENGTH
          || key.length() > MAX_LENGTH
          || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
        throw new IllegalArgumentException(
            "The key in %s must have %d to %d printable ASCII characters without spaces"
                .formatted(file, MIN_LENGTH, MAX_LENGTH));
      }
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the key file " + file, e);
    }
  }

  private static void warnIfShared(Path file) throws IOException {
    @Nullable PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null && view.readAttributes().permissions().stream().anyMatch(OTHERS::contains)) {
      LOG.warn("Other users of this machine can read the key file {}; set its mode to 600", file);
    }
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static final class HashedKey {
    private final Role role;
    private final byte[] sha256;

    HashedKey(Role role, byte[] sha256) {
      this.role = role;
      this.sha256 = sha256;
    }
  }
}
