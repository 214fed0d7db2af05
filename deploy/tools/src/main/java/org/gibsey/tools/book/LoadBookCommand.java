package org.gibsey.tools.book;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gibsey.tools.cql.CassandraOptions;
import org.gibsey.tools.search.ApiOptions;
import org.gibsey.tools.search.SearchApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code load-book FOLDER}: writes only the rows that are absent or differ. */
@Command(
    name = "load-book",
    description =
        "Writes a book (book.json, pages.jsonl, characters) to Cassandra, where it differs.",
    mixinStandardHelpOptions = true)
public final class LoadBookCommand implements Runnable {

  @Mixin private CassandraOptions cassandra = new CassandraOptions();
  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(paramLabel = "FOLDER", description = "Folder of the book.")
  private Path folder = Path.of(".");

  @Option(
      names = "--await-search",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "Wait so long until all of it can be searched (default: do not wait).")
  private int patienceSeconds;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    Book book = new BookFolder(folder).read();
    List<BookPage> written = write(book);
    out.printf(
        "  \"%s\": %d pages, %d of them written%n",
        book.title(), book.pages().size(), written.size());
    List<BookCharacter> characters = new CharacterFolder(folder).read();
    if (!characters.isEmpty()) {
      out.printf(
          "  %d characters, %d of them written%n",
          characters.size(), writeCharacters(book, characters).size());
    }
    out.flush();
    if (patienceSeconds > 0) {
      try (SearchApi search = api.open()) {
        new SearchableBook(search, out).await(book, written, Duration.ofSeconds(patienceSeconds));
      }
      out.println("  all of it is searchable");
    }
  }

  private List<BookCharacter> writeCharacters(Book book, List<BookCharacter> characters) {
    try (CqlSession session = cassandra.open()) {
      return new CharacterTable(session).write(book.bookId(), characters);
    }
  }

  private List<BookPage> write(Book book) {
    try (CqlSession session = cassandra.open()) {
      BookTables tables = new BookTables(session);
      List<BookPage> differing = tables.differing(book);
      tables.writeCatalogue(book);
      tables.writePages(book, differing);
      return differing;
    }
  }
}
