package org.gibsey.tools;

import com.datastax.oss.driver.api.core.DriverException;
import org.apache.kafka.common.KafkaException;
import org.gibsey.tools.book.LoadBookCommand;
import org.gibsey.tools.cql.CqlCommand;
import org.gibsey.tools.credits.CreditsCommand;
import org.gibsey.tools.keys.KeysCommand;
import org.gibsey.tools.letters.DeadLettersCommand;
import org.gibsey.tools.path.RowLatencyCommand;
import org.gibsey.tools.path.RowPathCommand;
import org.gibsey.tools.reconcile.ReconcileCommand;
import org.gibsey.tools.status.StatusCommand;
import org.gibsey.tools.topics.TopicsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Entry point: hands over to a subcommand. Exits with 0, 1 (it failed), 2 (wrong arguments), or
 * with another code of the subcommand's own.
 */
@Command(
    name = "tools",
    description = "Works on a running stack: rows, topics, the demo book, status.",
    subcommands = {
      CqlCommand.class,
      TopicsCommand.class,
      LoadBookCommand.class,
      StatusCommand.class,
      RowPathCommand.class,
      RowLatencyCommand.class,
      ReconcileCommand.class,
      DeadLettersCommand.class,
      KeysCommand.class,
      CreditsCommand.class
    },
    mixinStandardHelpOptions = true)
public final class Tools implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  private Tools() {}

  public static void main(String[] args) {
    CommandLine commands = new CommandLine(new Tools());
    commands.setExecutionExceptionHandler(Tools::report);
    System.exit(commands.execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which subcommand to run");
  }

  /**
   * What went wrong outside is said in a line; anything else is a bug and shows where it happened.
   */
  private static int report(
      Exception problem, CommandLine command, CommandLine.ParseResult parsed) {
    if (problem instanceof ToolException
        || problem instanceof DriverException
        || problem instanceof KafkaException) {
      command.getErr().println("error: " + problem.getMessage());
    } else {
      problem.printStackTrace(command.getErr());
    }
    return 1;
  }
}
