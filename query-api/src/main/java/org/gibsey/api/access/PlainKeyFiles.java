package org.gibsey.api.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Keys as they were kept at first, one per role in the files {@code reader.key}, {@code writer.key}
 * and {@code admin.key}. The owner of each is named like its role.
 */
final class PlainKeyFiles {
  private static final int MIN_LENGTH = 16;

  /** Longest key in characters. */
  private static final int MAX_LENGTH = 512;

  private PlainKeyFiles() {}

  /**
   * Reads the files there are.
   *
   * @throws IllegalArgumentException when one does not hold a usable key
   */
  static List<ApiKey> read(Path folder) {
    List<ApiKey> keys = new ArrayList<>();
    for (Role role : Role.values()) {
      String name = role.name().toLowerCase(Locale.ROOT);
      Path file = folder.resolve(name + ".key");
      if (Files.exists(file)) {
        keys.add(new ApiKey(new Caller(name, role), ApiKey.sha256(content(file))));
      }
    }
    return List.copyOf(keys);
  }

  private static String content(Path file) {
    try {
      PrivateFile.warnIfShared(file);
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
}
