package org.gibsey.api.credits;

import org.jspecify.annotations.Nullable;

/**
 * Who may have the whole ledger, and what it tells of whose entries they are.
 *
 * @param audience who may have it
 * @param secret makes pseudonyms of owners; null only for admins, who see the owners themselves
 */
public record ExportSettings(Audience audience, @Nullable LedgerSecret secret) {
  /** Who may have the whole ledger. */
  public enum Audience {
    /** Admins; it names the owners. */
    ADMINS,
    /** Whoever has a key; it has pseudonyms. */
    READERS,
    /** Anyone, without a key; it has pseudonyms. */
    PUBLIC
  }

  public ExportSettings {
    if (audience != Audience.ADMINS && secret == null) {
      throw new IllegalArgumentException(
          "--ledger-csv needs a secret that pseudonyms are made with, in --ledger-secret-file or "
              + LedgerSecret.VARIABLE);
    }
  }

  /** Admins alone. */
  public static ExportSettings forAdmins() {
    return new ExportSettings(Audience.ADMINS, null);
  }
}
