package org.gibsey.api;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.gibsey.api.chats.FakeChats;
import org.gibsey.api.chats.TurnStatus;
import org.gibsey.api.credits.CreditSettings;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.pages.Book;
import org.gibsey.api.pages.BookSummary;
import org.gibsey.api.pages.Page;
import org.gibsey.api.pages.PageContent;
import org.gibsey.api.pages.PageHeading;
import org.gibsey.api.pages.PageStore;
import org.gibsey.api.pages.StoredPage;
import org.gibsey.api.pages.TableOfContents;
import org.jspecify.annotations.Nullable;

/**
 * One book of two pages, numbers 1 and 3, and whatever pages are written, in a store that a test
 * can switch off. Of two writes of a page the one with the newer time lasts, as a whole.
 */
final class FakePages implements PageStore {
  static final String BOOK = "the-salt-clock";

  /** When the two pages were written, in microseconds since 1970. */
  static final long WRITTEN_AT = 1_767_225_600_123_456L;

  /** What the same store keeps of requests. */
  final FakeRequests requests = new FakeRequests();

  /** Where the same store keeps chats. */
  final FakeChats chats = new FakeChats();

  /** What readers have; another one for a test that wants other settings. */
  FakeCredits credits = new FakeCredits(CreditSettings.defaults(), Clock.systemUTC());

  /** How often something was written. */
  final AtomicInteger writes = new AtomicInteger();

  /** What the stores on a row's way know. */
  final FakeSources rows = new FakeSources();

  /** Whom readers can talk to. */
  final FakeErasureSources erasures = new FakeErasureSources();
  final FakeCharacters characters = new FakeCharacters();

  /** Id of the chat that tests talk in, as in the examples of {@code openapi.yaml}. */
  static final String CHAT = "01890a5d-ac96-774b-bcce-b302099a8057";

  /** Id of a chat whose turn is being written by nobody here. */
  static final String BUSY_CHAT = "01890a5d-ac97-774b-bcce-b302099a8057";

  private static final Book SALT_CLOCK = new Book(BOOK, "The Salt Clock", "A. Writer", "en");

  private final Map<String, Version> versions = new ConcurrentHashMap<>();
  private volatile boolean away;
  private volatile boolean losesAnswers;

  FakePages() {
    put(BOOK, 1, new PageContent("I", "One", "Edda", "Text of one."), WRITTEN_AT);
    put(BOOK, 3, new PageContent("I", "Three", null, "Text of three."), WRITTEN_AT);
  }

  /** Keeps a chat with Edda, whose first turn has come to this. */
  void chat(String id, String owner, TurnStatus status) {
    chats.put(owner, id, FakeCharacters.EDDA, BOOK, status);
  }

  /** Leaves an owner without any credits. */
  void spendAll(String owner) {
    credits.reserve(owner, "all", credits.account(owner).balance(), "everything");
  }

  void goAway() {
    away = true;
    chats.goAway();
    credits.goAway();
    characters.goAway();
  }

  void comeBack() {
    away = false;
    chats.comeBack();
    credits.comeBack();
    characters.comeBack();
    losesAnswers = false;
  }

  /** Writes from now on, and says that nobody knows. */
  void loseAnswers() {
    losesAnswers = true;
  }

  @Override
  public List<BookSummary> books() {
    requireThere();
    return List.of(new BookSummary(SALT_CLOCK, 2));
  }

  @Override
  public Optional<TableOfContents> contents(String bookId) {
    return bookExists(bookId)
        ? Optional.of(
            new TableOfContents(
                SALT_CLOCK,
                List.of(
                    new PageHeading(1, "I", "One", "Edda"),
                    new PageHeading(3, "I", "Three", null))))
        : Optional.empty();
  }

  @Override
  public boolean bookExists(String bookId) {
    requireThere();
    return bookId.equals(BOOK);
  }

  @Override
  public Optional<Page> page(String bookId, int pageNum) {
    return stored(bookId, pageNum)
        .map(
            stored ->
                new Page(
                    bookId,
                    pageNum,
                    stored.content().chapter(),
                    stored.content().title(),
                    stored.content().speaker(),
                    stored.content().text(),
                    stored.writeTimeMicros(),
                    bookId.equals(BOOK) && pageNum == 3 ? 1 : null,
                    bookId.equals(BOOK) && pageNum == 1 ? 3 : null));
  }

  @Override
  public Optional<StoredPage> stored(String bookId, int pageNum) {
    requireThere();
    @Nullable Version version = versions.get(bookId + "/" + pageNum);
    return version == null || version.content() == null
        ? Optional.empty()
        : Optional.of(new StoredPage(version.content(), version.writeTimeMicros()));
  }

  @Override
  public void put(String bookId, int pageNum, PageContent content, long writeTimeMicros) {
    write(bookId, pageNum, new Version(content, writeTimeMicros));
  }

  @Override
  public void delete(String bookId, int pageNum, long writeTimeMicros) {
    write(bookId, pageNum, new Version(null, writeTimeMicros));
  }

  @Override
  public boolean isReachable() {
    return !away;
  }

  private void write(String bookId, int pageNum, Version version) {
    requireThere();
    writes.incrementAndGet();
    versions.merge(
        bookId + "/" + pageNum,
        version,
        (before, now) -> now.writeTimeMicros() > before.writeTimeMicros() ? now : before);
    if (losesAnswers) {
      throw new Problem(
          ProblemType.WRITE_UNKNOWN, "Repeat it.", new IllegalStateException("secret-host"));
    }
  }

  private void requireThere() {
    if (away) {
      throw new Problem(
          ProblemType.PAGES_UNAVAILABLE,
          "Try again.",
          new IllegalStateException("secret-host:9042 refused"));
    }
  }

  private record Version(@Nullable PageContent content, long writeTimeMicros) {}
}
