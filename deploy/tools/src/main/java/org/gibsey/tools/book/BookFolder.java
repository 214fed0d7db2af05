package org.gibsey.tools.book;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gibsey.tools.ToolException;

/**
 * Reads a book from {@code book.json} and {@code pages.jsonl}; each error names the file and the
 * line.
 */
final class BookFolder {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path folder;

  BookFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws ToolException if a file is absent, is not valid JSON, or lacks a field
   */
  Book read() {
    Path file = folder.resolve("book.json");
    JsonNode book = parse(file.toString(), String.join("\n", lines(file)));
    String where = file.toString();
    return new Book(
        text(book, "book_id", where),
        text(book, "title", where),
        text(book, "author", where),
        text(book, "language", where),
        readPages(folder.resolve("pages.jsonl")));
  }

  private static List<BookPage> readPages(Path file) {
    List<BookPage> pages = new ArrayList<>();
    Set<Integer> numbers = new HashSet<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      String where = file + ", line " + (i + 1);
      BookPage page = page(parse(where, lines.get(i)), where);
      if (!numbers.add(page.pageNum())) {
        throw new ToolException(where + ": page " + page.pageNum() + " is there twice");
      }
      pages.add(page);
    }
    if (pages.isEmpty()) {
      throw new ToolException(file + " holds no page");
    }
    pages.sort(Comparator.comparingInt(BookPage::pageNum));
    return pages;
  }

  private static BookPage page(JsonNode json, String where) {
    JsonNode number = json.path("page_num");
    if (!number.canConvertToInt() || !number.isIntegralNumber() || number.intValue() < 1) {
      throw new ToolException(where + ": page_num is " + number + ", expected a number from 1 on");
    }
    return new BookPage(
        number.intValue(),
        text(json, "chapter", where),
        text(json, "title", where),
        text(json, "speaker", where),
        text(json, "text", where));
  }

  private static String text(JsonNode json, String field, String where) {
    JsonNode value = json.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new ToolException(where + ": " + field + " is missing or no text");
    }
    return value.textValue();
  }

  private static JsonNode parse(String where, String json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (!node.isObject()) {
        throw new ToolException(where + ": expected a JSON object");
      }
      return node;
    } catch (JsonProcessingException invalid) {
      throw new ToolException(where + ": " + invalid.getOriginalMessage(), invalid);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new ToolException("cannot read " + file + " as UTF-8 text", unreadable);
    }
  }
}
