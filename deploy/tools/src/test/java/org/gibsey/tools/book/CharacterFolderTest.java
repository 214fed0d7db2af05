package org.gibsey.tools.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gibsey.tools.ToolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CharacterFolderTest {
  private static final String CARD =
      "{\"spec\":\"chara_card_v3\",\n\"data\":{\"name\":\"Ada\",\"modification_date\":%s}}";

  @TempDir private Path folder;

  @Test
  void aBookNeedNotHaveCharacters() {
    assertThat(new CharacterFolder(folder).read()).isEmpty();
  }

  @Test
  void readsEachCardUnderTheNameOfItsFile() throws IOException {
    write("ada-2.json", CARD.formatted("1795132800"));
    write("notes.txt", "not a card");
    assertThat(new CharacterFolder(folder).read())
        .containsExactly(
            new BookCharacter(
                "ada-2", CARD.formatted("1795132800").replace("\n", ""), 1_795_132_800_000_000L));
  }

  @Test
  void refusesWhatIsNoCardAndSaysWhere() throws IOException {
    assertRefused("ada.json", "{", "ada.json");
    assertRefused("ada.json", "{\"spec\":\"chara_card_v2\"}", "version 3");
    assertRefused("ada.json", CARD.formatted("\"today\""), "modification_date");
    assertRefused("Ada.json", CARD.formatted("1"), "the id Ada");
  }

  private void assertRefused(String name, String content, String message) throws IOException {
    write(name, content);
    assertThatThrownBy(() -> new CharacterFolder(folder).read())
        .isInstanceOf(ToolException.class)
        .hasMessageContaining(message);
    Files.delete(folder.resolve("characters").resolve(name));
  }

  private void write(String name, String content) throws IOException {
    Files.createDirectories(folder.resolve("characters"));
    Files.writeString(folder.resolve("characters").resolve(name), content);
  }
}
