package org.gibsey.tools.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gibsey.tools.ToolException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code cql -e STATEMENT | -f FILE}: runs statements one after the other and stops at the first
 * error.
 */
@Command(
    name = "cql",
    description = "Runs CQL statements, separated by semicolons, and prints their rows.",
    mixinStandardHelpOptions = true)
public final class CqlCommand implements Runnable {

  @Mixin private CassandraOptions cassandra = new CassandraOptions();

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  @Option(names = "--json", description = "One JSON object per line instead of a table.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** Where the statements come from. */
  static final class Source {
    @Option(
        names = {"-e", "--execute"},
        paramLabel = "STATEMENT",
        description = "The statements themselves.")
    private @Nullable String statements;

    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "A file that holds the statements.")
    private @Nullable Path file;

    private String read() {
      if (statements != null) {
        return statements;
      }
      try {
        return file == null ? "" : Files.readString(file);
      } catch (IOException unreadable) {
        throw new ToolException("cannot read " + file + " as UTF-8 text", unreadable);
      }
    }
  }

  @Override
  public void run() {
    List<String> statements = StatementSplitter.split(source.read());
    if (statements.isEmpty()) {
      throw new ToolException("there is no statement in it");
    }
    PrintWriter out = spec.commandLine().getOut();
    ResultPrinter printer = new ResultPrinter(out, json);
    try (CqlSession session = cassandra.open()) {
      for (int i = 0; i < statements.size(); i++) {
        execute(session, statements.get(i), i + 1, statements.size(), printer);
      }
    }
  }

  private static void execute(
      CqlSession session, String statement, int number, int of, ResultPrinter printer) {
    try {
      printer.print(session.execute(statement));
    } catch (DriverException refused) {
      String which = of == 1 ? "" : "statement " + number + " of " + of + ": ";
      throw new ToolException(which + refused.getMessage(), refused);
    }
  }
}
