package org.gibsey.tools.credits;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.gibsey.tools.ToolException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code credits show | ledger | grant | export}. */
@Command(name = "credits", description = "What readers may spend.", mixinStandardHelpOptions = true)
public final class CreditsCommand implements Runnable {
  private static final int PAGE = 500;
  private static final String OWNER = "Owner of a key, or jwt: and the subject of a token.";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--api",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:${env:GIBSEY_API_PORT:-8080}",
      description = "The query API (default: ${DEFAULT-VALUE}).")
  private URI api = URI.create("http://127.0.0.1");

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      defaultValue = "${env:GIBSEY_STATE:-.local}/admin.key",
      description = "File that holds an admin's key (default: ${DEFAULT-VALUE}).")
  private Path keyFile = Path.of("admin.key");

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which: show, ledger, grant or export");
  }

  @Command(name = "show", description = "What somebody can spend.", mixinStandardHelpOptions = true)
  void show(@Parameters(paramLabel = "OWNER", description = OWNER) String owner) {
    try (AccountsApi accounts = open()) {
      out().println(accounts.ledger(owner, 1, null).path("balance").asLong());
    }
    out().flush();
  }

  @Command(
      name = "ledger",
      description = "Somebody's ledger, newest first.",
      mixinStandardHelpOptions = true)
  void ledger(
      @Parameters(paramLabel = "OWNER", description = OWNER) String owner,
      @Option(
              names = "--last",
              paramLabel = "N",
              defaultValue = "20",
              description = "Only so many entries, 0 for all (default: ${DEFAULT-VALUE}).")
          int last) {
    String row = "%8s  %-24s  %-8s  %10s  %10s  %s%n";
    out().printf(row, "ENTRY", "MADE AT", "KIND", "AMOUNT", "BALANCE", "WHAT FOR");
    try (AccountsApi accounts = open()) {
      int left = last == 0 ? Integer.MAX_VALUE : last;
      @Nullable String cursor = null;
      do {
        JsonNode page = accounts.ledger(owner, Math.min(left, PAGE), cursor);
        page.path("entries").forEach(entry -> print(row, entry));
        left -= page.path("entries").size();
        cursor = page.path("cursor").textValue();
      } while (cursor != null && left > 0);
    }
    out().flush();
  }

  private void print(String row, JsonNode entry) {
    out()
        .printf(
            row,
            entry.path("entry").asText(),
            entry.path("made_at").asText(),
            entry.path("kind").asText(),
            entry.path("amount").asText(),
            entry.path("balance_after").asText(),
            entry.path("detail").asText());
  }

  @Command(name = "grant", description = "Gives somebody credits.", mixinStandardHelpOptions = true)
  void grant(
      @Parameters(paramLabel = "OWNER", description = OWNER) String owner,
      @Parameters(paramLabel = "CREDITS", description = "1 to 1000000.") long credits,
      @Parameters(paramLabel = "REASON", description = "Shown in the ledger.") String reason,
      @Option(
              names = "--once",
              paramLabel = "KEY",
              defaultValue = Option.NULL_VALUE,
              description = "Giving again under the same key gives nothing.")
          @Nullable String once) {
    String key = once == null ? UUID.randomUUID().toString() : once;
    try (AccountsApi accounts = open()) {
      JsonNode given = given(accounts, owner, credits, reason, key);
      out()
          .printf(
              "%s has %d credits now.%n", owner, given.path("account").path("balance").asLong());
    }
    out().flush();
  }

  private static JsonNode given(
      AccountsApi accounts, String owner, long credits, String reason, String key) {
    try {
      return accounts.grant(owner, credits, reason, key);
    } catch (ToolException e) {
      throw new ToolException(
          e.getMessage() + " (to try again without giving twice, add --once " + key + ")", e);
    }
  }

  @Command(
      name = "export",
      description = "Everybody's ledger as CSV.",
      mixinStandardHelpOptions = true)
  void export(
      @Option(
              names = "--to",
              paramLabel = "FILE",
              defaultValue = Option.NULL_VALUE,
              description = "Where to (default: standard output).")
          @Nullable Path file) {
    try (AccountsApi accounts = open();
        OutputStream to =
            file == null ? new FileOutputStream(FileDescriptor.out) : Files.newOutputStream(file)) {
      accounts.export(to);
    } catch (IOException e) {
      throw new ToolException("cannot write the ledger to " + file, e);
    }
  }

  private AccountsApi open() {
    return AccountsApi.at(api, keyFile);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
