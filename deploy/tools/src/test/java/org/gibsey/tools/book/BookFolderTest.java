package org.gibsey.tools.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gibsey.tools.ToolException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BookFolderTest {

  private static final String PAGE =
      "{\"page_num\":%s,\"chapter\":\"I\",\"title\":\"Fog\",\"speaker\":\"Ada\",\"text\":\"%s\"}%n";

  @TempDir private Path folder;

  @BeforeEach
  void writeBook() throws IOException {
    Files.writeString(
        folder.resolve("book.json"),
        """
        {"book_id": "fog", "title": "Fog", "author": "Nobody", "language": "en",
         "characters": [{"name": "Ada", "about": "keeps the light"}]}
        """);
  }

  private void writePages(String pages) throws IOException {
    Files.writeString(folder.resolve("pages.jsonl"), pages);
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(() -> new BookFolder(folder).read())
        .isInstanceOf(ToolException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void readsABookWithItsPagesInOrder() throws IOException {
    writePages(PAGE.formatted(2, "It lifts.") + "\n" + PAGE.formatted(1, "It falls."));

    Book book = new BookFolder(folder).read();

    assertThat(book.bookId()).isEqualTo("fog");
    assertThat(book.language()).isEqualTo("en");
    assertThat(book.pages())
        .containsExactly(
            new BookPage(1, "I", "Fog", "Ada", "It falls."),
            new BookPage(2, "I", "Fog", "Ada", "It lifts."));
  }

  @Test
  void refusesAPageNumberThatIsThereTwice() throws IOException {
    writePages(PAGE.formatted(1, "a") + PAGE.formatted(1, "b"));
    assertRefused("pages.jsonl, line 2", "page 1 is there twice");
  }

  @Test
  void refusesAPageNumberBelowOne() throws IOException {
    writePages(PAGE.formatted(0, "a"));
    assertRefused("pages.jsonl, line 1", "page_num is 0");
  }

  @Test
  void refusesAPageNumberThatIsNoWholeNumber() throws IOException {
    writePages(PAGE.formatted("1.5", "a"));
    assertRefused("page_num is 1.5");
  }

  @Test
  void refusesAPageWithoutText() throws IOException {
    writePages(PAGE.formatted(1, "a") + PAGE.formatted(2, "  "));
    assertRefused("pages.jsonl, line 2", "text is missing");
  }

  @Test
  void namesTheLineThatIsNoJson() throws IOException {
    writePages(PAGE.formatted(1, "a") + "{\"page_num\":\n");
    assertRefused("pages.jsonl, line 2");
  }

  @Test
  void refusesABookWithoutPages() throws IOException {
    writePages("\n");
    assertRefused("holds no page");
  }

  @Test
  void refusesABookWithoutAField() throws IOException {
    Files.writeString(folder.resolve("book.json"), "{\"book_id\":\"fog\"}");
    assertRefused("book.json", "title is missing");
  }

  @Test
  void refusesTextThatIsNotUtf8() throws IOException {
    Files.write(folder.resolve("pages.jsonl"), "é".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused("cannot read", "pages.jsonl");
  }
}
