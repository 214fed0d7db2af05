package org.gibsey.api.credits;

/**
 * What credits are given for, and what is paid with them.
 *
 * @param openingGrant what a new account begins with, 0 to 1,000,000
 * @param asking what a question to the books earns
 * @param saving what writing a page earns
 * @param prices what models cost
 * @param export who may have the whole ledger
 */
public record CreditSettings(
    long openingGrant,
    EarningRule asking,
    EarningRule saving,
    PriceList prices,
    ExportSettings export) {
  /** Largest opening grant, and largest gift at once. */
  static final long MOST_AT_ONCE = 1_000_000;

  public CreditSettings {
    if (openingGrant < 0 || openingGrant > MOST_AT_ONCE) {
      throw new IllegalArgumentException(
          "--opening-grant is %d, allowed are 0 to %d".formatted(openingGrant, MOST_AT_ONCE));
    }
  }

  /**
   * 1000 credits to begin with, 1 for each of 20 questions and 5 for each of 20 pages a day, the
   * built-in prices, and the ledger for admins alone.
   */
  public static CreditSettings defaults() {
    return new CreditSettings(
        1_000,
        new EarningRule(1, 20),
        new EarningRule(5, 20),
        PriceList.builtIn(),
        ExportSettings.forAdmins());
  }

  /** What something earns. */
  public EarningRule rule(Credits.Earning earning) {
    return switch (earning) {
      case ASKING -> asking;
      case SAVING -> saving;
    };
  }
}
