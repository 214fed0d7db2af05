package org.gibsey.api.credits;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * Writes everybody's ledger as CSV (RFC 4180) with a header: each owner's lines together, newest
 * first, and complete up to the newest of them. Holds one part of one owner's entries at a time.
 *
 * @param <L> a record whose components are the columns
 */
final class LedgerCsv<L> {
  /** Entries that are read at a time. */
  static final int PART = 500;

  private static final CsvMapper CSV =
      CsvMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build();

  private final Credits credits;
  private final OwnerOrder owners;
  private final ToLine<L> toLine;
  private final ObjectWriter writer;

  private LedgerCsv(Credits credits, OwnerOrder owners, ToLine<L> toLine, Class<L> columns) {
    this.credits = credits;
    this.owners = owners;
    this.toLine = toLine;
    this.writer =
        CSV.writerFor(columns).with(CSV.schemaFor(columns).withHeader().withLineSeparator("\r\n"));
  }

  /** The ledger with owners or with pseudonyms, depending on whom it is for. */
  static LedgerCsv<?> of(Credits credits, ExportSettings settings) {
    if (settings.audience() == ExportSettings.Audience.ADMINS) {
      return new LedgerCsv<>(
          credits,
          each -> credits.owners(owner -> each.owner(owner, owner)),
          NamedLine::of,
          NamedLine.class);
    }
    LedgerSecret secret = Objects.requireNonNull(settings.secret());
    return new LedgerCsv<>(
        credits,
        new PseudonymOrder(credits, secret),
        (owner, name, entry) -> PublicLine.of(secret, owner, name, entry),
        PublicLine.class);
  }

  /**
   * Writes it all; waits while the output takes no more.
   *
   * @param goOn called before each part is read; what it throws ends this
   * @throws IOException when the output fails
   * @throws UncheckedIOException the same, in the middle
   */
  void write(OutputStream out, Runnable goOn) throws IOException {
    // Closed only at the end: closing sends what is held, and what failed early sends nothing.
    SequenceWriter lines = writer.writeValues(out);
    owners.forEach((owner, name) -> write(owner, name, lines, goOn));
    lines.close();
  }

  private void write(String owner, String name, SequenceWriter lines, Runnable goOn) {
    long before = Long.MAX_VALUE;
    List<Entry> part;
    do {
      goOn.run();
      part = credits.entries(owner, before, PART);
      for (Entry entry : part) {
        write(toLine.of(owner, name, entry), lines);
        before = entry.entry();
      }
    } while (part.size() == PART);
  }

  private void write(L line, SequenceWriter lines) {
    try {
      lines.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a line of an entry. */
  private interface ToLine<L> {
    L of(String owner, String name, Entry entry);
  }
}
