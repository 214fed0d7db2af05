package org.gibsey.tools.book;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gibsey.tools.ToolException;

/** Reads the cards in the folder {@code characters} of a book; there may be none. */
final class CharacterFolder {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ENDING = ".json";
  private static final String ID = "[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?";

  private final Path folder;

  CharacterFolder(Path bookFolder) {
    this.folder = bookFolder.resolve("characters");
  }

  /**
   * @throws ToolException if a file is no card of version 3, does not say when it was changed, or
   *     has a name that no character can have
   */
  List<BookCharacter> read() {
    List<BookCharacter> characters = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
        for (Path file : files) {
          characters.add(character(file));
        }
      } catch (IOException unreadable) {
        throw new ToolException("cannot read the folder " + folder, unreadable);
      }
    }
    return characters;
  }

  private static BookCharacter character(Path file) {
    String name = file.getFileName().toString();
    String id = name.substring(0, name.length() - ENDING.length());
    if (!id.matches(ID)) {
      throw new ToolException(file + ": a character cannot have the id " + id);
    }
    JsonNode card = parse(file);
    JsonNode changed = card.at("/data/modification_date");
    if (!card.path("spec").asText().equals("chara_card_v3")
        || card.at("/data/name").asText().isBlank()) {
      throw new ToolException(file + " is no character card of version 3 with a name");
    }
    if (!changed.isIntegralNumber() || changed.longValue() < 1) {
      throw new ToolException(
          file + ": data.modification_date must be the seconds from 1970 to the last change");
    }
    return new BookCharacter(id, card.toString(), changed.longValue() * 1_000_000);
  }

  private static JsonNode parse(Path file) {
    try {
      return MAPPER.readTree(Files.readString(file));
    } catch (JsonProcessingException invalid) {
      throw new ToolException(file + ": " + invalid.getOriginalMessage(), invalid);
    } catch (IOException unreadable) {
      throw new ToolException("cannot read " + file + " as UTF-8 text", unreadable);
    }
  }
}
