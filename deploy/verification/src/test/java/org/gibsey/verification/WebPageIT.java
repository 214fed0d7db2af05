package org.gibsey.verification;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.verification.ReaderBrowser.DESKTOP_WIDTH;
import static org.gibsey.verification.ReaderBrowser.PHONE_WIDTH;
import static org.gibsey.verification.ReaderBrowser.check;
import static org.gibsey.verification.ReaderBrowser.letters;
import static org.gibsey.verification.ReaderBrowser.screenshot;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The reader's page in a real browser, over the real stack. Screenshots are kept as output. */
@ExtendWith(Stack.Provider.class)
final class WebPageIT {
  private final Stack stack;
  private final ReaderBrowser browser = new ReaderBrowser();
  private Page page = browser.open(DESKTOP_WIDTH, ColorScheme.LIGHT);

  WebPageIT(Stack stack) {
    this.stack = stack;
  }

  @BeforeEach
  void enterWithTheKeyOfTheLink() throws Exception {
    enter();
  }

  @AfterEach
  void close() {
    browser.close();
    browser.assertQuiet();
  }

  @Test
  void theKeyOfTheLinkDoesNotStayInTheAddress() {
    assertThat(page.url()).doesNotContain("key=");
    assertThat(page.locator("#books-heading, #start-reading").first()).isVisible();
  }

  @Test
  void aReaderWithoutAKeyIsAskedForIt() {
    Page stranger = browser.open(DESKTOP_WIDTH, ColorScheme.LIGHT);
    stranger.navigate(stack.api().toString());
    assertThat(stranger.locator("#key-dialog")).isVisible();
    stranger.locator("#key-field").fill("not the key");
    stranger.locator("#key-submit").click();
    assertThat(stranger.locator("#key-error")).not().isEmpty();
    browser.expect("401");
  }

  @Test
  void readsTheBookPageByPageWithTheArrowKeys() {
    read(1);
    page.keyboard().press("ArrowRight");
    assertThat(page.locator("#page")).hasAttribute("data-page", "2");
    page.keyboard().press("ArrowLeft");
    assertThat(page.locator("#page")).hasAttribute("data-page", "1");
    page.locator("#jump-field").fill("126");
    page.keyboard().press("Enter");
    assertThat(page.locator("#page")).hasAttribute("data-page", "126");
    screenshot(page, "page-desktop");
  }

  @Test
  void searchesAsTheReaderTypesAndJumpsToTheHighlightedPassage() {
    read(1);
    page.keyboard().press("/");
    page.locator("#search-field").pressSequentially("a wager about an hour nobody can tax");
    Locator hit = page.locator("#search-results li.hit[data-page='3']");
    assertThat(hit).isVisible();
    screenshot(page, "search-desktop");
    hit.locator("a.hit-link").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#page")).hasAttribute("data-page", "3");
    assertThat(page.locator("mark.passage").first()).isInViewport();
    page.locator("#trail-back").click();
    assertThat(page.locator("#search-results li.hit").first()).isVisible();
  }

  @Test
  void asksAndJumpsFromACitationToItsSentence() {
    ask("How long does one pan of sea water last?");
    Locator citation = page.locator("#ask-citations li.citation").first();
    assertThat(citation).isVisible();
    assertThat(page.locator("#ask-generator")).hasAttribute("data-generator", "extractive");
    screenshot(page, "ask-desktop");
    String quote = citation.locator("blockquote").innerText().strip();
    citation.locator(".citation-link").click();
    assertThat(page.locator("mark.passage").first()).isInViewport();
    String marked = String.join(" ", page.locator("mark.passage").allInnerTexts());
    assertThat(letters(quote)).contains(letters(marked));
  }

  @Test
  void worksByKeyboardAlone() {
    read(2);
    page.keyboard().press("?");
    assertThat(page.locator("#help-dialog")).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.locator("#help-dialog")).isHidden();
    page.keyboard().press("c");
    assertThat(page.locator("#contents-dialog")).isVisible();
    page.keyboard().press("Escape");
    page.keyboard().press("a");
    assertThat(page.locator("#ask-field")).isFocused();
    page.keyboard().type("Who is Nan?");
    page.keyboard().press("Enter");
    assertThat(page.locator("#ask-answer")).not().isEmpty();
  }

  @Test
  void hasNoSeriousAccessibilityFindings() throws Exception {
    List<String> findings = new ArrayList<>();
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      for (int width : new int[] {DESKTOP_WIDTH, PHONE_WIDTH}) {
        page = browser.open(width, scheme);
        enter();
        String state = scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
        read(12);
        check(page, "reading-" + state, findings);
        page.navigate(stack.api() + "/#/search?q=storm%20and%20flood");
        assertThat(page.locator("#search-results li.hit").first()).isVisible();
        check(page, "results-" + state, findings);
        ask("Who carried the mail over the sand?");
        check(page, "answer-" + state, findings);
      }
    }
    assertThat(findings).isEmpty();
  }

  private void enter() throws Exception {
    ReaderBrowser.enter(page, stack.api(), stack.readerKey());
  }

  private void read(int number) {
    page.navigate(stack.api() + "/#/the-salt-clock/" + number);
    assertThat(page.locator("#page")).hasAttribute("data-page", String.valueOf(number));
  }

  private void ask(String question) {
    page.navigate(stack.api() + "/#/ask");
    page.locator("#ask-field").fill(question);
    page.locator("#ask-submit").click();
    assertThat(page.locator("#ask-generator")).hasAttribute("data-generator", "extractive");
  }
}
