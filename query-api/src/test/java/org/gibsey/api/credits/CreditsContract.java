package org.gibsey.api.credits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gibsey.api.credits.Credits.Earning;
import org.gibsey.api.credits.Credits.Outcome;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.junit.jupiter.api.Test;

/** What every ledger does. */
public abstract class CreditsContract {
  private static final int THREADS = 8;

  /** What the ledger under test is to give. */
  protected static final CreditSettings SETTINGS =
      new CreditSettings(
          1_000,
          new EarningRule(1, 3),
          new EarningRule(5, 2),
          PriceList.builtIn(),
          ExportSettings.forAdmins());

  /** What its clock says first. */
  protected static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");

  private final String owner = "contract-" + UUID.randomUUID();

  /** The ledger under test, with {@link #SETTINGS}. */
  protected abstract Credits credits();

  /** Puts its clock on. */
  protected abstract void elapse(Duration time);

  @Test
  public void opensAnAccountWithTheOpeningGrant() {
    assertThat(credits().entries(owner, Long.MAX_VALUE, 10)).isEmpty();
    assertThat(credits().account(owner)).isEqualTo(new Account(owner, 1_000, 0, 1));
    assertThat(credits().account(owner)).isEqualTo(new Account(owner, 1_000, 0, 1));
    assertThat(entries())
        .containsExactly(new Entry(1, Entry.Kind.OPENING, 1_000, 1_000, "", "", NOON));
  }

  @Test
  public void takesWhatWasUsedAndGivesTheRestBack() {
    assertThat(credits().reserve(owner, "chat/1", 300, "A talk"))
        .isEqualTo(new Account(owner, 700, 300, 2));
    assertThat(credits().settle(owner, "chat/1", 120, Outcome.DONE)).isEqualTo(120);
    assertThat(credits().account(owner)).isEqualTo(new Account(owner, 880, 0, 3));
    assertThat(entries())
        .startsWith(
            new Entry(3, Entry.Kind.SETTLE, 180, 880, "chat/1", "done", NOON),
            new Entry(2, Entry.Kind.RESERVE, -300, 700, "chat/1", "A talk", NOON));
  }

  @Test
  public void takesAtMostWhatWasReserved() {
    credits().reserve(owner, "r", 10, "");
    assertThat(credits().settle(owner, "r", 11, Outcome.DONE)).isEqualTo(10);
    assertThat(entries()).first().isEqualTo(settled(3, 0, 990, "done"));
  }

  @Test
  public void reservesOnce() {
    credits().reserve(owner, "r", 10, "");
    assertThat(credits().reserve(owner, "r", 20, "again"))
        .isEqualTo(new Account(owner, 990, 10, 2));
  }

  @Test
  public void settlesOnce() {
    credits().reserve(owner, "r", 10, "");
    credits().settle(owner, "r", 4, Outcome.STOPPED);
    assertThat(credits().settle(owner, "r", 9, Outcome.ABANDONED)).isEqualTo(4);
    assertThat(credits().account(owner)).isEqualTo(new Account(owner, 996, 0, 3));
  }

  @Test
  public void reservesNothingAndAllThereIs() {
    assertThat(credits().reserve(owner, "nothing", 0, "").balance()).isEqualTo(1_000);
    assertThat(credits().reserve(owner, "all", 1_000, "").balance()).isZero();
    assertThat(credits().settle(owner, "nothing", 5, Outcome.FAILED)).isZero();
    assertThat(credits().settle(owner, "all", 0, Outcome.FAILED)).isZero();
    assertThat(credits().account(owner)).isEqualTo(new Account(owner, 1_000, 0, 5));
  }

  @Test
  public void refusesToReserveMoreThanThereIs() {
    assertThatThrownBy(() -> credits().reserve(owner, "r", 1_001, ""))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.type()).isEqualTo(ProblemType.INSUFFICIENT_CREDITS);
              assertThat(problem.members())
                  .containsEntry("balance", 1_000L)
                  .containsEntry("price", 1_001L);
            });
    assertThat(credits().account(owner)).isEqualTo(new Account(owner, 1_000, 0, 1));
    credits().grant(owner, "g", 1, "");
    assertThat(credits().reserve(owner, "r", 1_001, "").balance()).isZero();
  }

  @Test
  public void barsWhatWasSettledBeforeItWasReserved() {
    assertThat(credits().settle(owner, "r", 7, Outcome.ABANDONED)).isZero();
    assertThat(entries()).first().isEqualTo(settled(2, 0, 1_000, "abandoned"));
    refusesAsEnded("r");
    assertThat(credits().account(owner)).isEqualTo(new Account(owner, 1_000, 0, 2));
  }

  @Test
  public void doesNotReserveAgainWhatIsSettled() {
    credits().reserve(owner, "r", 10, "");
    credits().settle(owner, "r", 10, Outcome.DONE);
    refusesAsEnded("r");
    assertThat(credits().settle(owner, "r", 3, Outcome.DONE)).isEqualTo(10);
  }

  @Test
  public void earnsOnceForEachThing() {
    assertThat(credits().earn(owner, Earning.SAVING, "page")).isEqualTo(5);
    assertThat(credits().earn(owner, Earning.SAVING, "page")).isZero();
    assertThat(credits().earn(owner, Earning.ASKING, "page")).isEqualTo(1);
    assertThat(credits().account(owner)).isEqualTo(new Account(owner, 1_006, 0, 3));
    assertThat(entries())
        .startsWith(
            new Entry(3, Entry.Kind.ASKING, 1, 1_006, "page", "", NOON),
            new Entry(2, Entry.Kind.SAVING, 5, 1_005, "page", "", NOON));
  }

  @Test
  public void earnsNoMoreThanTheDaysMostOfEachKind() {
    assertThat(earned(Earning.ASKING, "a", 5)).isEqualTo(3);
    assertThat(earned(Earning.SAVING, "a", 5)).isEqualTo(10);
    elapse(Duration.ofHours(12));
    assertThat(earned(Earning.ASKING, "b", 5)).isEqualTo(3);
    assertThat(earned(Earning.SAVING, "b", 5)).isEqualTo(10);
  }

  @Test
  public void grantsOnceAndReturnsTheSameEntry() {
    Entry first = credits().grant(owner, "g", 50, "A prize");
    assertThat(first).isEqualTo(new Entry(2, Entry.Kind.GRANT, 50, 1_050, "g", "A prize", NOON));
    credits().earn(owner, Earning.ASKING, "q");
    assertThat(credits().grant(owner, "g", 70, "Another")).isEqualTo(first);
    assertThat(credits().account(owner).balance()).isEqualTo(1_051);
  }

  @Test
  public void showsEntriesNewestFirstAPageAtATime() {
    for (int i = 0; i < 6; i++) {
      credits().grant(owner, "g" + i, 1, "");
    }
    assertThat(numbers(Long.MAX_VALUE, 3)).containsExactly(7L, 6L, 5L);
    assertThat(numbers(5, 3)).containsExactly(4L, 3L, 2L);
    assertThat(numbers(2, 3)).containsExactly(1L);
    assertThat(numbers(1, 3)).isEmpty();
  }

  @Test
  public void tellsOfEveryOwnerOnce() {
    credits().account(owner);
    credits().account(owner + "-2");
    List<String> owners = new ArrayList<>();
    credits().owners(owners::add);
    assertThat(owners).doesNotHaveDuplicates().contains(owner, owner + "-2");
  }

  @Test
  public void keepsOwnersApart() {
    credits().reserve(owner, "r", 10, "");
    assertThat(credits().reserve(owner + "-2", "r", 20, ""))
        .isEqualTo(new Account(owner + "-2", 980, 20, 2));
  }

  @Test
  public void refusesIdsAndAmountsOutOfRange() {
    List<Callable<Object>> wrong =
        List.of(
            () -> credits().account(" "),
            () -> credits().reserve(owner, "", 1, ""),
            () -> credits().reserve(owner, "a b", 1, ""),
            () -> credits().reserve(owner, "é", 1, ""),
            () -> credits().settle(owner, "x".repeat(201), 1, Outcome.DONE),
            () -> credits().earn(owner, Earning.ASKING, "\n"),
            () -> credits().grant(owner, "g", 0, ""),
            () -> credits().grant(owner, "g", -1, ""),
            () -> credits().grant(owner, "g", 1_000_001, ""));
    for (Callable<Object> call : wrong) {
      assertThatThrownBy(call::call).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  public void carriesOutOnceWhatManyDoAtTheSameTime() throws Exception {
    assertThat(atTheSameTime(() -> credits().earn(owner, Earning.SAVING, "page")))
        .containsOnlyOnce(5L)
        .containsOnly(0L, 5L);
    assertThat(new HashSet<>(atTheSameTime(() -> credits().grant(owner, "g", 10, "")))).hasSize(1);
    assertThat(atTheSameTime(() -> credits().reserve(owner, "r", 100, "").reserved()))
        .containsOnly(100L);
    Set<Long> taken =
        new HashSet<>(
            atTheSameTime(
                () ->
                    credits()
                        .settle(owner, "r", 1 + Thread.currentThread().threadId() % 99, DONE)));
    assertThat(taken).hasSize(1);
    assertThat(credits().account(owner))
        .isEqualTo(new Account(owner, 1_015 - taken.iterator().next(), 0, 5));
  }

  @Test
  public void neverSpendsWhatIsNotThere() throws Exception {
    List<Boolean> reserved =
        atTheSameTime(
            () -> {
              try {
                credits().reserve(owner, UUID.randomUUID().toString(), 300, "");
                return true;
              } catch (Problem e) {
                assertThat(e.type()).isEqualTo(ProblemType.INSUFFICIENT_CREDITS);
                return false;
              }
            });
    assertThat(reserved.stream().filter(success -> success)).hasSize(3);
    assertThat(credits().account(owner)).isEqualTo(new Account(owner, 100, 900, 4));
  }

  private static final Outcome DONE = Outcome.DONE;

  private void refusesAsEnded(String reservation) {
    assertThatThrownBy(() -> credits().reserve(owner, reservation, 1, ""))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.type()).isEqualTo(ProblemType.STORE_UNAVAILABLE));
  }

  private static Entry settled(long entry, long amount, long balanceAfter, String outcome) {
    return new Entry(entry, Entry.Kind.SETTLE, amount, balanceAfter, "r", outcome, NOON);
  }

  private long earned(Earning earning, String prefix, int times) {
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum += credits().earn(owner, earning, prefix + i);
    }
    return sum;
  }

  private List<Entry> entries() {
    return credits().entries(owner, Long.MAX_VALUE, 100);
  }

  private List<Long> numbers(long before, int limit) {
    return credits().entries(owner, before, limit).stream().map(Entry::entry).toList();
  }

  private static <T> List<T> atTheSameTime(Callable<T> call) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<T> results = new ArrayList<>();
      List<Callable<T>> calls = java.util.Collections.nCopies(THREADS, call);
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    }
  }
}
