package org.gibsey.api.credits;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What pseudonyms in the public ledger are made with. Whoever has it can tell for each owner whose
 * entries are whose; {@link #toString} does not tell it.
 */
public final class LedgerSecret {
  /** Environment variable that holds it. There is no option, which others could read. */
  public static final String VARIABLE = "GIBSEY_LEDGER_SECRET";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_BYTES = 32;
  private static final int MOST_BYTES = 4_096;

  /** Half of the hash: among 2^32 names the odds of two alike are about 1 in 2^65. */
  private static final int PSEUDONYM_BYTES = 16;

  private final SecretKeySpec key;

  private LedgerSecret(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /**
   * A secret.
   *
   * @param where it comes from, for the message
   * @throws IllegalArgumentException when it is too short to withstand guessing
   */
  static LedgerSecret of(String secret, String where) {
    byte[] bytes = secret.strip().getBytes(UTF_8);
    if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "%s holds %d bytes, allowed are %d to %d"
              .formatted(where, bytes.length, LEAST_BYTES, MOST_BYTES));
    }
    return new LedgerSecret(bytes);
  }

  /**
   * The secret in a file, or that in this process's environment; null when there is neither.
   *
   * @throws IllegalArgumentException when it is too short
   * @throws UncheckedIOException when the file cannot be read
   */
  static @Nullable LedgerSecret find(@Nullable Path file) {
    if (file != null) {
      try {
        return of(Files.readString(file), "--ledger-secret-file " + file);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read --ledger-secret-file " + file, e);
      }
    }
    @Nullable String value = System.getenv(VARIABLE);
    return value == null || value.isBlank() ? null : of(value, VARIABLE);
  }

  /**
   * What stands for a name: the first half of its HMAC-SHA-256 (RFC 2104), in hexadecimal.
   *
   * @param kind what is named; the same name of another kind has another pseudonym
   */
  String pseudonym(String kind, String name) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(kind.getBytes(UTF_8));
      mac.update((byte) 0);
      byte[] hash = mac.doFinal(name.getBytes(UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(hash, PSEUDONYM_BYTES));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every JVM has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
