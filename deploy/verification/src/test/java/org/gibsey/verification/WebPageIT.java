package org.gibsey.verification;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The reader's page in a real browser, over the real stack. Screenshots are kept as output. */
@ExtendWith(Stack.Provider.class)
final class WebPageIT {
  private static final int DESKTOP_WIDTH = 1280;
  private static final int PHONE_WIDTH = 390;
  private static final int HEIGHT = 844;
  private static final double TIMEOUT_MILLIS = 20_000;

  private final Stack stack;
  private final Playwright playwright;
  private final Browser browser;
  private final List<String> consoleErrors = new ArrayList<>();
  private Page page;

  WebPageIT(Stack stack) {
    this.stack = stack;
    // The browser comes from the system; Playwright must not fetch one of its own.
    playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    page = open(DESKTOP_WIDTH, ColorScheme.LIGHT);
  }

  @BeforeEach
  void enterWithTheKeyOfTheLink() throws Exception {
    enter();
  }

  @AfterEach
  void close() {
    browser.close();
    playwright.close();
    assertThat(consoleErrors).isEmpty();
  }

  @Test
  void theKeyOfTheLinkDoesNotStayInTheAddress() {
    assertThat(page.url()).doesNotContain("key=");
    assertThat(page.locator("#books-heading, #start-reading").first()).isVisible();
  }

  @Test
  void aReaderWithoutAKeyIsAskedForIt() {
    Page stranger = open(DESKTOP_WIDTH, ColorScheme.LIGHT);
    stranger.navigate(stack.api().toString());
    assertThat(stranger.locator("#key-dialog")).isVisible();
    stranger.locator("#key-field").fill("not the key");
    stranger.locator("#key-submit").click();
    assertThat(stranger.locator("#key-error")).not().isEmpty();
    consoleErrors.removeIf(error -> error.contains("401"));
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
    screenshot("page-desktop");
  }

  @Test
  void searchesAsTheReaderTypesAndJumpsToTheHighlightedPassage() {
    read(1);
    page.keyboard().press("/");
    page.locator("#search-field").pressSequentially("a wager about an hour nobody can tax");
    Locator hit = page.locator("#search-results li.hit[data-page='3']");
    assertThat(hit).isVisible();
    screenshot("search-desktop");
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
    screenshot("ask-desktop");
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
        page = open(width, scheme);
        enter();
        String state = scheme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width;
        read(12);
        check("reading-" + state, findings);
        page.navigate(stack.api() + "/#/search?q=storm%20and%20flood");
        assertThat(page.locator("#search-results li.hit").first()).isVisible();
        check("results-" + state, findings);
        ask("Who carried the mail over the sand?");
        check("answer-" + state, findings);
      }
    }
    assertThat(findings).isEmpty();
  }

  private Page open(int width, ColorScheme scheme) {
    Page opened =
        browser
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, HEIGHT)
                    .setColorScheme(scheme))
            .newPage();
    opened.setDefaultTimeout(TIMEOUT_MILLIS);
    opened.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            consoleErrors.add(message.text());
          }
        });
    return opened;
  }

  private void enter() throws Exception {
    page.navigate(stack.api() + "/#key=" + stack.readerKey());
    page.waitForURL(Pattern.compile("^[^=]*$"));
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

  private void check(String state, List<String> findings) {
    screenshot(state);
    for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
      if (List.of("serious", "critical").contains(rule.getImpact())) {
        findings.add(state + ": " + rule.getId() + " " + rule.getHelp());
      }
    }
  }

  private void screenshot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of(System.getProperty("output"), "screenshots", name + ".png")));
  }

  private static String letters(String text) {
    return text.replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
