package org.gibsey.api.credits;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.gibsey.api.credits.ExportSettings.Audience;
import org.junit.jupiter.api.Test;

final class LedgerCsvTest {
  private static final LedgerSecret SECRET =
      LedgerSecret.of("0123456789abcdef0123456789abcdef", "the test");

  /** Jackson's and the test's buffers hold a few hundred lines at most. */
  private static final int BUFFERED_LINES = 500;

  @Test
  void holdsAPartOfTheLedgerAtATime() throws IOException {
    GeneratedLedger ledger = new GeneratedLedger().with("prolific", 60_000);
    IntStream.range(0, 400).forEach(i -> ledger.with("owner-" + i, 100));
    for (ExportSettings settings : List.of(ExportSettings.forAdmins(), forPublic())) {
      ledger.read.set(0);
      CountingOutput out = new CountingOutput(ledger);
      LedgerCsv.of(ledger, settings).write(out, () -> {});
      assertThat(out.lines).isEqualTo(100_000 + 1);
      assertThat(ledger.read.get()).isEqualTo(100_000);
      assertThat(out.furthestAhead).isLessThanOrEqualTo(LedgerCsv.PART + BUFFERED_LINES);
    }
  }

  @Test
  void tellsEveryEntryOnceNewestFirst() throws IOException {
    GeneratedLedger ledger =
        new GeneratedLedger().with("a", 1_000).with("b", 1).with("c", 0).with("d", 501);
    List<Map<String, String>> lines = read(ledger, ExportSettings.forAdmins());
    List<String> expected = new ArrayList<>();
    for (String owner : List.of("a", "b", "d")) {
      long entries = owner.equals("a") ? 1_000 : owner.equals("b") ? 1 : 501;
      for (long n = entries; n > 0; n--) {
        expected.add(owner + n);
      }
    }
    assertThat(lines.stream().map(line -> line.get("owner") + line.get("entry")))
        .containsExactlyElementsOf(expected);
    assertThat(lines.getFirst())
        .containsExactly(
            Map.entry("owner", "a"),
            Map.entry("entry", "1000"),
            Map.entry("kind", "grant"),
            Map.entry("amount", "1"),
            Map.entry("balance_after", "1000"),
            Map.entry("operation", "chat-of-a/1000"),
            Map.entry("detail", "for a"),
            Map.entry("made_at", "2026-01-02T03:04:05Z"));
  }

  @Test
  void tellsNothingOfOwnersToThePublic() throws IOException {
    GeneratedLedger ledger = new GeneratedLedger();
    IntStream.range(0, 300).forEach(i -> ledger.with("member-" + i, 2));
    String text = text(ledger, forPublic());
    assertThat(text)
        .doesNotContain("member", "chat-of", "for ", "03:04")
        .contains("2026-01-02")
        .startsWith("owner,entry,kind,amount,balance_after,operation,day\r\n");
    List<String> owners =
        read(ledger, forPublic()).stream().map(line -> line.getOrDefault("owner", "")).toList();
    // In the order of the pseudonyms, not in that of the names or of Cassandra's hashes of them.
    assertThat(owners).isSorted().hasSize(600);
    assertThat(new TreeSet<>(owners)).hasSize(300);
    assertThat(read(ledger, forPublic()).stream().map(line -> line.get("operation")).distinct())
        .hasSize(600)
        .allMatch(operation -> operation != null && operation.matches("[0-9a-f]{32}"));
  }

  @Test
  void hasAHeaderEvenWithoutEntries() throws IOException {
    assertThat(text(new GeneratedLedger(), ExportSettings.forAdmins()))
        .isEqualTo("owner,entry,kind,amount,balance_after,operation,detail,made_at\r\n");
  }

  @Test
  void sortsPseudonymsInPartsOfBoundedSize() {
    GeneratedLedger ledger = new GeneratedLedger();
    IntStream.range(0, 5_000).forEach(i -> ledger.with("member-" + i, 1));
    List<String> whole = pseudonyms(new PseudonymOrder(ledger, SECRET));
    assertThat(whole).isSorted().hasSize(5_000).doesNotHaveDuplicates();
    assertThat(pseudonyms(new PseudonymOrder(ledger, SECRET, 7))).isEqualTo(whole);
  }

  private static List<String> pseudonyms(PseudonymOrder order) {
    List<String> names = new ArrayList<>();
    order.forEach((owner, name) -> names.add(name));
    return names;
  }

  private static ExportSettings forPublic() {
    return new ExportSettings(Audience.PUBLIC, SECRET);
  }

  private static String text(Credits ledger, ExportSettings settings) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LedgerCsv.of(ledger, settings).write(out, () -> {});
    return out.toString(UTF_8);
  }

  private static List<Map<String, String>> read(Credits ledger, ExportSettings settings)
      throws IOException {
    try (MappingIterator<Map<String, String>> lines =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(text(ledger, settings))) {
      return lines.readAll();
    }
  }

  /** Counts lines, and how many entries were read that are not written yet. */
  private static final class CountingOutput extends OutputStream {
    private final GeneratedLedger ledger;
    private long lines;
    private long furthestAhead;

    private CountingOutput(GeneratedLedger ledger) {
      this.ledger = ledger;
    }

    @Override
    public void write(int b) {
      if (b == '\n') {
        lines++;
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      // Before it takes these, so many are held.
      furthestAhead = Math.max(furthestAhead, ledger.read.get() - lines);
      for (int i = offset; i < offset + length; i++) {
        write(bytes[i]);
      }
    }
  }
}
