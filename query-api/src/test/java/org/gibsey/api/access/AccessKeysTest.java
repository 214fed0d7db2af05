package org.gibsey.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessKeysTest {
  private static final String KEY = "0123456789abcdef0123";
  private static final Caller EDDA = new Caller("edda", Role.WRITER);

  @TempDir private Path folder;

  @Test
  void knowsTheOwnerAndTheRoleOfEachHashedKey() throws Exception {
    put(entry("one", "edda", "writer", KEY), entry("two", "odd", "ADMIN", "other" + KEY));
    AccessKeys keys = AccessKeys.read(folder);
    assertThat(caller(keys, KEY)).hasValue(EDDA);
    assertThat(caller(keys, "other" + KEY)).hasValue(new Caller("odd", Role.ADMIN));
    assertThat(caller(keys, "another" + KEY)).isEmpty();
    // The hash is no key.
    assertThat(caller(keys, hash(KEY))).isEmpty();
  }

  @Test
  void addsAndRevokesKeysWhileItRuns() throws Exception {
    put(entry("one", "edda", "writer", KEY));
    AccessKeys keys = AccessKeys.read(folder);
    put(entry("one", "edda", "writer", KEY), entry("two", "odd", "reader", "new" + KEY));
    awaitCaller(keys, "new" + KEY, Optional.of(new Caller("odd", Role.READER)));
    assertThat(caller(keys, KEY)).hasValue(EDDA);
    put(entry("two", "odd", "reader", "new" + KEY));
    awaitCaller(keys, KEY, Optional.empty());
  }

  @Test
  void keepsItsKeysWhenTheFileIsBrokenAndHasNoneWhenItIsGone() throws Exception {
    put(entry("one", "edda", "writer", KEY));
    AccessKeys keys = AccessKeys.read(folder);
    put("- {id: one");
    keys.lookNow();
    assertThat(caller(keys, KEY)).hasValue(EDDA);
    Files.writeString(folder.resolve("reader.key"), "plain" + KEY);
    Files.delete(folder.resolve(HashedKeyFile.NAME));
    awaitCaller(keys, KEY, Optional.empty());
    assertThat(caller(keys, "plain" + KEY)).isEmpty();
    put(entry("one", "edda", "writer", KEY));
    awaitCaller(keys, KEY, Optional.of(EDDA));
  }

  @Test
  void plainKeysCountUntilThereIsAFileOfHashes() throws Exception {
    Files.writeString(folder.resolve("reader.key"), KEY + "\n");
    Files.writeString(folder.resolve("admin.key"), "admin" + KEY);
    AccessKeys keys = AccessKeys.read(folder);
    assertThat(caller(keys, KEY)).hasValue(new Caller("reader", Role.READER));
    assertThat(caller(keys, "admin" + KEY)).hasValue(new Caller("admin", Role.ADMIN));
    put(entry("one", "edda", "writer", "new" + KEY));
    awaitCaller(keys, KEY, Optional.empty());
    assertThat(caller(keys, "new" + KEY)).hasValue(EDDA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "# nobody\n"})
  void refusesAFolderWithoutKeys(String content) throws Exception {
    assertThatThrownBy(() -> AccessKeys.read(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reader.key")
        .hasMessageContaining(folder.toString());
    put(content);
    assertThatThrownBy(() -> AccessKeys.read(folder)).hasMessageContaining("api-keys.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- {id: a, owner: b, role: reader}",
        "- {id: a, owner: b, role: reader, sha256: abc}",
        "- {id: a, owner: b, role: king, sha256: HASH}",
        "- {id: a, owner: b, sha256: HASH}",
        "- {id: a, owner: 'jwt:b', role: reader, sha256: HASH}",
        "- {id: '', owner: b, role: reader, sha256: HASH}",
        "- {id: a, owner: b, role: reader, sha256: HASH, key: secret}",
        "- {id: a, owner: b, role: reader, sha256: HASH}\n"
            + "- {id: a, owner: c, role: reader, sha256: HASH}",
        "- null",
        "a: b",
        "- {",
      })
  void refusesAFileThatIsNoListOfKeysWithoutTellingWhatIsInIt(String content) throws Exception {
    put(content.replace("HASH", hash(KEY)));
    assertThatThrownBy(() -> AccessKeys.read(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be used")
        .message()
        .doesNotContain(hash(KEY), "secret");
  }

  @Test
  void refusesPlainKeysThatAreTooShortOrNotText() throws Exception {
    for (String bad : new String[] {"", "short", "0123456789 abcdef0123", "0123456789äbcdef0123"}) {
      Files.writeString(folder.resolve("reader.key"), bad);
      assertThatThrownBy(() -> AccessKeys.read(folder))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("16 to 512")
          .message()
          .doesNotContain("abcdef");
    }
  }

  @Test
  void laterRolesMayDoWhatEarlierOnesMayAndNotTheOtherWayRound() {
    assertThat(Access.READER.permits(Role.ADMIN)).isTrue();
    assertThat(Access.WRITER.permits(Role.ADMIN)).isTrue();
    assertThat(Access.WRITER.permits(Role.READER)).isFalse();
    assertThat(Access.ADMIN.permits(Role.ADMIN)).isTrue();
    assertThat(Access.ADMIN.permits(Role.WRITER)).isFalse();
  }

  /** Renamed into place, as the tool does. */
  private void put(String... lines) throws Exception {
    Path aside = folder.resolve("aside");
    Files.writeString(aside, String.join("\n", lines));
    Files.move(aside, folder.resolve(HashedKeyFile.NAME), StandardCopyOption.REPLACE_EXISTING);
  }

  private static String entry(String id, String owner, String role, String key) {
    return "- {id: %s, owner: %s, role: %s, sha256: \"%s\"}".formatted(id, owner, role, hash(key));
  }

  private static String hash(String key) {
    return HexFormat.of().formatHex(ApiKey.sha256(key)).toLowerCase(Locale.ROOT);
  }

  private static Optional<Caller> caller(AccessKeys keys, String key) {
    return keys.callerOf(ApiKey.sha256(key));
  }

  private static void awaitCaller(AccessKeys keys, String key, Optional<Caller> expected)
      throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!caller(keys, key).equals(expected) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(caller(keys, key)).isEqualTo(expected);
  }
}
