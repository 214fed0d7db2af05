package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The system's browser, and what every test of the reader's page does in it. What the page says in
 * the console as an error is a failure of {@link #assertQuiet}.
 */
final class ReaderBrowser implements AutoCloseable {
  static final int DESKTOP_WIDTH = 1280;
  static final int PHONE_WIDTH = 390;
  static final int HEIGHT = 844;

  private static final double TIMEOUT_MILLIS = 20_000;

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> consoleErrors = new ArrayList<>();

  ReaderBrowser() {
    PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MILLIS);
    // The browser comes from the system; Playwright must not fetch one of its own.
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
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
  }

  /** A window of its own, as of a reader who was never here. */
  Page open(int width, ColorScheme scheme) {
    return listened(
        browser
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, HEIGHT)
                    .setColorScheme(scheme))
            .newPage());
  }

  /** Another tab of the window in which a page is open. */
  Page openBeside(Page page) {
    return listened(page.context().newPage());
  }

  private Page listened(Page page) {
    page.setDefaultTimeout(TIMEOUT_MILLIS);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            consoleErrors.add(message.text());
          }
        });
    page.onPageError(consoleErrors::add);
    return page;
  }

  /** Opens the page with a key in its address, and waits until it has taken it out. */
  static void enter(Page page, URI api, String key) {
    page.navigate(api + "/#key=" + key);
    page.waitForURL(Pattern.compile("^[^=]*$"));
  }

  /** An answer that is an error to the browser, and what the test wants. */
  void expect(String part) {
    consoleErrors.removeIf(error -> error.contains(part));
  }

  void assertQuiet() {
    assertThat(consoleErrors).isEmpty();
  }

  /** Keeps a picture, and adds what axe finds to be serious or worse. */
  static void check(Page page, String state, List<String> findings) {
    screenshot(page, state);
    for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
      if (List.of("serious", "critical").contains(rule.getImpact())) {
        findings.add(state + ": " + rule.getId() + " " + rule.getHelp());
      }
    }
  }

  static void screenshot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of(System.getProperty("output"), "screenshots", name + ".png")));
  }

  /** What is left of a text without signs and spaces, for comparing how it is shown. */
  static String letters(String text) {
    return text.replaceAll("[^\\p{L}\\p{N}]", "");
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
