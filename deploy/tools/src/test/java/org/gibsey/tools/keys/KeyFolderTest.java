package org.gibsey.tools.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.gibsey.tools.ToolException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyFolderTest {
  @TempDir private Path folder;

  private KeyFolder keys;

  @BeforeEach
  void open() {
    keys = new KeyFolder(folder);
  }

  @Test
  void makesAKeyForEachRoleThatNobodyElseCanRead() throws Exception {
    keys.keepLocal();
    assertThat(keys.entries())
        .extracting(KeyEntry::id)
        .containsExactly("local-reader", "local-writer", "local-admin");
    for (String name : new String[] {"reader.key", "writer.key", "admin.key", "api-keys.yaml"}) {
      Path file = folder.resolve(name);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    String reader = Files.readString(folder.resolve("reader.key"));
    assertThat(reader).matches("[0-9a-f]{64}");
    assertThat(Files.readString(folder.resolve("api-keys.yaml")))
        .contains(new PlainKey(reader).sha256())
        .doesNotContain(reader);
  }

  @Test
  void keepsTheKeysThatAreThereAndTakesThemOver() throws Exception {
    Files.writeString(folder.resolve("reader.key"), "0123456789abcdef\n");
    keys.keepLocal();
    assertThat(keys.entries().getFirst().sha256())
        .isEqualTo(new PlainKey("0123456789abcdef").sha256());
    assertThat(Files.readString(folder.resolve("reader.key"))).isEqualTo("0123456789abcdef\n");
    String before = Files.readString(folder.resolve("api-keys.yaml"));
    keys.keepLocal();
    assertThat(Files.readString(folder.resolve("api-keys.yaml"))).isEqualTo(before);
  }

  @Test
  void replacesALocalKeyWhoseFileIsGoneAndLeavesARevokedOneRevoked() throws Exception {
    keys.keepLocal();
    keys.revoke("local-writer");
    keys.keepLocal();
    assertThat(keys.entries()).extracting(KeyEntry::id).doesNotContain("local-writer");
    String before = Files.readString(folder.resolve("reader.key"));
    Files.delete(folder.resolve("reader.key"));
    keys.keepLocal();
    String after = Files.readString(folder.resolve("reader.key"));
    assertThat(after).isNotEqualTo(before);
    assertThat(keys.entries())
        .extracting(KeyEntry::sha256)
        .contains(new PlainKey(after).sha256())
        .doesNotContain(new PlainKey(before).sha256());
  }

  @Test
  void addsAndRevokesKeysByTheirId() throws Exception {
    PlainKey key = keys.add("one", "edda", KeyRole.WRITER);
    assertThat(keys.entries()).contains(new KeyEntry("one", "edda", "writer", key.sha256()));
    // Those of this machine's user do not stop working because of it.
    assertThat(keys.entries()).hasSize(4);
    assertThat(Files.readString(folder.resolve("api-keys.yaml"))).doesNotContain(key.text());
    assertThatThrownBy(() -> keys.add("one", "odd", KeyRole.READER))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("one");
    keys.revoke("one");
    assertThat(keys.entries()).hasSize(3);
    assertThatThrownBy(() -> keys.revoke("one")).isInstanceOf(ToolException.class);
  }

  @Test
  void saysWhichFileCannotBeUnderstoodAndNotWhatIsInIt() throws Exception {
    Files.writeString(folder.resolve("api-keys.yaml"), "- {id: one, key: secret}");
    assertThatThrownBy(keys::entries)
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("api-keys.yaml")
        .message()
        .doesNotContain("secret");
  }
}
