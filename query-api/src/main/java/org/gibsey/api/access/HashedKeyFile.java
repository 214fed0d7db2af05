package org.gibsey.api.access;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code api-keys.yaml}: a list of keys, each with the {@code id} by which it is revoked,
 * its {@code owner}, its {@code role} and the {@code sha256} of the key, 64 hexadecimal digits. Two
 * keys of one owner are the same caller.
 */
final class HashedKeyFile {
  static final String NAME = "api-keys.yaml";

  /** So many are compared with each request: at most some tens of microseconds. */
  private static final int MAX_KEYS = 1_000;

  private static final long MAX_BYTES = 1 << 20;
  private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");
  private static final ObjectReader READER =
      YAMLMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build()
          .readerForListOf(Entry.class);

  private HashedKeyFile() {}

  /**
   * Reads the file.
   *
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException when it is not such a list; the message holds no hash
   */
  static List<ApiKey> read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw wrong(file, "it has more than %d bytes".formatted(MAX_BYTES));
    }
    @Nullable List<@Nullable Entry> entries;
    try {
      entries = READER.readValue(Files.readString(file));
    } catch (JacksonException e) {
      // The exception quotes the file.
      throw wrong(
          file,
          e.getLocation() == null
              ? "it is no list of keys"
              : "line %d cannot be understood".formatted(e.getLocation().getLineNr()));
    }
    return entries == null ? List.of() : keys(file, entries);
  }

  private static List<ApiKey> keys(Path file, List<@Nullable Entry> entries) {
    if (entries.size() > MAX_KEYS) {
      throw wrong(file, "it has more than %d keys".formatted(MAX_KEYS));
    }
    List<ApiKey> keys = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      @Nullable ApiKey key = entries.get(i) == null ? null : entries.get(i).key();
      if (key == null) {
        throw wrong(
            file,
            "key %d needs id and owner (letters, digits and . _ @ -), a role of reader, writer or"
                    .formatted(i + 1)
                + " admin, and a sha256 of 64 hexadecimal digits");
      }
      if (!ids.add(entries.get(i).id())) {
        throw wrong(file, "two keys have the id '%s'".formatted(entries.get(i).id()));
      }
      keys.add(key);
    }
    return List.copyOf(keys);
  }

  private static IllegalArgumentException wrong(Path file, String reason) {
    return new IllegalArgumentException("The keys in " + file + " cannot be used: " + reason);
  }

  private record Entry(
      @Nullable String id, @Nullable String owner, @Nullable Role role, @Nullable String sha256) {

    @Nullable ApiKey key() {
      if (id == null
          || owner == null
          || role == null
          || sha256 == null
          || !NAMES.matcher(id).matches()
          || !NAMES.matcher(owner).matches()
          || !HASH.matcher(sha256).matches()) {
        return null;
      }
      return new ApiKey(new Caller(owner, role), HexFormat.of().parseHex(sha256));
    }
  }
}
