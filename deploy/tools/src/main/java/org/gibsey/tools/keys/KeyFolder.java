package org.gibsey.tools.keys;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gibsey.tools.ToolException;

/**
 * The folder that the API reads its keys from: {@code api-keys.yaml} with the hashes of all keys,
 * and beside it the three keys of this machine's own user, one per role, as they are.
 */
final class KeyFolder {
  private static final String FILE = "api-keys.yaml";
  private static final String LOCAL = "local-";
  private static final String HEADER =
      """
      # Keys that open the API, by their SHA-256; it reads this file again when it has changed.
      # deploy/keys adds and revokes them.
      """;
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private final Path folder;

  KeyFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * All keys that the API takes.
   *
   * @throws ToolException if the file cannot be understood
   */
  List<KeyEntry> entries() {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      KeyEntry[] entries = YAML.readValue(PrivateFile.read(file), KeyEntry[].class);
      return entries == null ? List.of() : Arrays.asList(entries);
    } catch (JacksonException e) {
      throw new ToolException(file + " is no list of keys", e);
    }
  }

  /**
   * Makes a key, which is kept nowhere.
   *
   * @throws ToolException if there is one with this id already
   */
  PlainKey add(String id, String owner, KeyRole role) {
    keepLocal();
    List<KeyEntry> entries = new ArrayList<>(entries());
    if (find(entries, id).isPresent()) {
      throw new ToolException("there is a key with the id " + id + " already");
    }
    PlainKey key = PlainKey.random();
    entries.add(KeyEntry.of(id, owner, role, key));
    write(entries);
    return key;
  }

  /**
   * Takes a key away.
   *
   * @throws ToolException if there is none with this id
   */
  void revoke(String id) {
    List<KeyEntry> entries = new ArrayList<>(entries());
    if (!entries.removeIf(entry -> entry.id().equals(id))) {
      throw new ToolException("there is no key with the id " + id);
    }
    write(entries);
  }

  /**
   * Makes the keys of this machine's own user as far as they are missing. One that was revoked
   * stays so as long as its file is there; one whose file is gone is replaced by another.
   */
  void keepLocal() {
    boolean first = !Files.exists(folder.resolve(FILE));
    List<KeyEntry> before = entries();
    List<KeyEntry> entries = new ArrayList<>(before);
    for (KeyRole role : KeyRole.values()) {
      Path file = folder.resolve(role + ".key");
      boolean missing = !Files.exists(file);
      PlainKey key = missing ? PlainKey.random() : new PlainKey(PrivateFile.read(file).strip());
      if (missing) {
        PrivateFile.write(file, key.text());
      }
      String id = LOCAL + role;
      if (first || missing || find(entries, id).isPresent()) {
        entries.removeIf(entry -> entry.id().equals(id));
        entries.add(KeyEntry.of(id, role.toString(), role, key));
      }
    }
    if (first || !Set.copyOf(entries).equals(Set.copyOf(before))) {
      write(entries);
    }
  }

  private static Optional<KeyEntry> find(List<KeyEntry> entries, String id) {
    return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  private void write(List<KeyEntry> entries) {
    try {
      PrivateFile.write(folder.resolve(FILE), HEADER + YAML.writeValueAsString(entries));
    } catch (JacksonException e) {
      throw new IllegalStateException("Keys can always be written as YAML", e);
    }
  }
}
