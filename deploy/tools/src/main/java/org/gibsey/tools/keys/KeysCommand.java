package org.gibsey.tools.keys;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keys list | add | revoke | local}. */
@Command(
    name = "keys",
    description = "The keys that open the API.",
    mixinStandardHelpOptions = true)
public final class KeysCommand implements Runnable {
  private static final int SUFFIX_DIGITS = 6;
  private static final int MAX_STEM = 57;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--folder",
      defaultValue = "${env:GIBSEY_STATE:-.local}",
      description = "Where the keys are (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of(".local");

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which: list, add, revoke or local");
  }

  @Command(name = "list", description = "A line for each key.", mixinStandardHelpOptions = true)
  void list() {
    List<KeyEntry> entries = new KeyFolder(folder).entries();
    String row = "%-" + width(entries) + "s  %-6s  %s%n";
    out().printf(row, "ID", "ROLE", "OWNER");
    entries.forEach(entry -> out().printf(row, entry.id(), entry.role(), entry.owner()));
    out().flush();
  }

  @Command(
      name = "add",
      description = "Makes a key and shows it, this once.",
      mixinStandardHelpOptions = true)
  void add(
      @Option(names = "--owner", required = true, description = "Whom it stands for.") String owner,
      @Option(
              names = "--role",
              required = true,
              description = "What it may do: ${COMPLETION-CANDIDATES}.")
          KeyRole role,
      @Option(
              names = "--id",
              defaultValue = Option.NULL_VALUE,
              description = "By which it is revoked (default: one made from the owner).")
          @Nullable String given) {
    requireName("--owner", owner);
    String id = given == null ? name(owner) : given;
    requireName("--id", id);
    PlainKey key = new KeyFolder(folder).add(id, owner, role);
    out().println(key.text());
    out().flush();
    spec.commandLine()
        .getErr()
        .println(
            ("The key '%s' of %s (%s) is valid now. It is shown this once; deploy/keys revoke %s ends"
                    + " it.")
                .formatted(id, owner, role, id));
  }

  @Command(
      name = "revoke",
      description = "Takes a key away; it ends within a second.",
      mixinStandardHelpOptions = true)
  void revoke(@Parameters(paramLabel = "ID", description = "Of the list.") String id) {
    new KeyFolder(folder).revoke(id);
    out().println("The key '" + id + "' is revoked.");
    out().flush();
  }

  @Command(
      name = "local",
      description = "Makes reader.key, writer.key and admin.key as far as they are missing.",
      mixinStandardHelpOptions = true)
  void local() {
    new KeyFolder(folder).keepLocal();
  }

  private static int width(List<KeyEntry> entries) {
    return entries.stream().mapToInt(entry -> entry.id().length()).max().orElse(2);
  }

  private static String name(String owner) {
    String suffix =
        HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt(), SUFFIX_DIGITS);
    return owner.substring(0, Math.min(owner.length(), MAX_STEM)) + "-" + suffix;
  }

  private void requireName(String option, String text) {
    if (!KeyEntry.isName(text)) {
      throw new ParameterException(
          spec.commandLine(),
          option + " is '" + text + "', expected 1 to 64 letters, digits and . _ @ -");
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
