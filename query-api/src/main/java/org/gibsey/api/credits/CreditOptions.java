package org.gibsey.api.credits;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options of the command line that say what credits are given for and what costs them. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class CreditOptions {
  private static final String DEFAULTS_TO = " Default: ${DEFAULT-VALUE}.";
  private static final String NONE = ":-" + Option.NULL_VALUE + "}";

  @Option(
      names = "--opening-grant",
      defaultValue = "${env:GIBSEY_OPENING_GRANT:-1000}",
      description = "Credits that a new account begins with." + DEFAULTS_TO)
  private long openingGrant;

  @Option(
      names = "--earn-asking",
      converter = RuleConverter.class,
      paramLabel = "CREDITS[:TIMES]",
      defaultValue = "${env:GIBSEY_EARN_ASKING:-1:20}",
      description = "What a question earns, and how many a day do." + DEFAULTS_TO)
  private EarningRule asking;

  @Option(
      names = "--earn-saving",
      converter = RuleConverter.class,
      paramLabel = "CREDITS[:TIMES]",
      defaultValue = "${env:GIBSEY_EARN_SAVING:-5:20}",
      description = "What writing a page earns, and how many a day do." + DEFAULTS_TO)
  private EarningRule saving;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      defaultValue = "${env:GIBSEY_PRICES" + NONE,
      description = "YAML with the prices of models. Default: built-in ones.")
  private @Nullable Path prices;

  @Option(
      names = "--ledger-csv",
      converter = AudienceConverter.class,
      defaultValue = "${env:GIBSEY_LEDGER_CSV:-admins}",
      description =
          "Who may have everybody's ledger: admins, or with pseudonyms in place of names readers"
              + " (any key) or public (anyone)."
              + DEFAULTS_TO)
  private ExportSettings.Audience audience;

  @Option(
      names = "--ledger-secret-file",
      paramLabel = "FILE",
      defaultValue = "${env:GIBSEY_LEDGER_SECRET_FILE" + NONE,
      description =
          "Secret of at least 32 bytes that makes those pseudonyms; else "
              + LedgerSecret.VARIABLE
              + " is it.")
  private @Nullable Path secret;

  /**
   * What the options and the environment say.
   *
   * @throws IllegalArgumentException when something is missing or out of its range
   * @throws java.io.UncheckedIOException when a file cannot be read
   */
  public CreditSettings settings() {
    return new CreditSettings(
        openingGrant,
        asking,
        saving,
        PriceList.load(prices),
        new ExportSettings(audience, LedgerSecret.find(secret)));
  }

  static final class RuleConverter implements ITypeConverter<EarningRule> {
    private static final String USUAL_TIMES = "20";

    @Override
    public EarningRule convert(String value) {
      String[] parts = value.split(":", -1);
      try {
        if (parts.length <= 2) {
          return new EarningRule(
              Long.parseLong(parts[0]),
              Integer.parseInt(parts.length == 2 ? parts[1] : USUAL_TIMES));
        }
      } catch (NumberFormatException e) {
        // Told below.
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
      throw new TypeConversionException(
          "'" + value + "' is not CREDITS or CREDITS:TIMES, such as 1:20");
    }
  }

  static final class AudienceConverter implements ITypeConverter<ExportSettings.Audience> {
    @Override
    public ExportSettings.Audience convert(String value) {
      for (ExportSettings.Audience known : ExportSettings.Audience.values()) {
        if (known.name().toLowerCase(Locale.ROOT).equals(value)) {
          return known;
        }
      }
      throw new TypeConversionException("'" + value + "' is not admins, readers or public");
    }
  }
}
