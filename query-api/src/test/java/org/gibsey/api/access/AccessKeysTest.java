package org.gibsey.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccessKeysTest {
  private static final String KEY = "0123456789abcdef0123";

  @TempDir private Path folder;

  @Test
  void knowsTheRoleOfEachKey() throws Exception {
    Files.writeString(folder.resolve("reader.key"), KEY + "\n");
    Files.writeString(folder.resolve("admin.key"), "admin" + KEY);
    AccessKeys keys = AccessKeys.read(folder);
    assertThat(keys.roleOf("Bearer " + KEY)).hasValue(Role.READER);
    assertThat(keys.roleOf("BEARER  admin" + KEY + " ")).hasValue(Role.ADMIN);
    assertThat(keys.roleOf("Bearer admin")).isEmpty();
    assertThat(keys.roleOf(KEY)).isEmpty();
    assertThat(keys.roleOf(null)).isEmpty();
    assertThat(keys.roleOf("Bearer " + "x".repeat(100_000))).isEmpty();
  }

  @Test
  void oneKeyFileIsEnoughAndNoneIsNot() throws Exception {
    assertThatThrownBy(() -> AccessKeys.read(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reader.key")
        .hasMessageContaining(folder.toString());
    Files.writeString(folder.resolve("admin.key"), KEY);
    assertThat(AccessKeys.read(folder).roleOf("Bearer " + KEY)).hasValue(Role.ADMIN);
  }

  @Test
  void refusesKeysThatAreTooShortOrNotText() throws Exception {
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
  void adminsMayDoWhatReadersMayAndNotTheOtherWayRound() {
    assertThat(Access.READER.permits(Role.ADMIN)).isTrue();
    assertThat(Access.ADMIN.permits(Role.ADMIN)).isTrue();
    assertThat(Access.ADMIN.permits(Role.READER)).isFalse();
  }
}
