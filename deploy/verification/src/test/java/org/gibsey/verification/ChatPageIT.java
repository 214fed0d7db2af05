package org.gibsey.verification;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.verification.ReaderBrowser.DESKTOP_WIDTH;
import static org.gibsey.verification.ReaderBrowser.PHONE_WIDTH;
import static org.gibsey.verification.ReaderBrowser.check;
import static org.gibsey.verification.ReaderBrowser.letters;
import static org.gibsey.verification.ReaderBrowser.screenshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gibsey.verification.PacedApi.Reader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Talking to a character in a real browser, over the real stack, with a language model that writes
 * when a test says so.
 */
@ExtendWith(Stack.Provider.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChatPageIT {
  private static final long PLENTY = 1_000;
  private static final String SPEAKER = "Edda Marchbank";
  private static final String GREETING = "Mind the scale, Reader.";
  private static final String QUESTION = "How long does one pan of sea water last?";
  private static final String FIRST = "A pan lasts as long as the wind ";
  private static final String SECOND = "lets it [1], and then it is salt.";
  private static final Pattern CHAT = Pattern.compile("/#/chats/([0-9a-f-]{36})");

  private final ReaderBrowser browser = new ReaderBrowser();
  private final PacedModel model;
  private final PacedApi api;
  private final String character;
  private Page page = browser.open(DESKTOP_WIDTH, ColorScheme.LIGHT);

  ChatPageIT(Stack stack, @TempDir Path folder) throws Exception {
    model = new PacedModel();
    api = PacedApi.start(stack, folder, model);
    character = api.writeCharacter(SPEAKER, GREETING);
  }

  @BeforeAll
  void awaitThatItSearches() throws Exception {
    Eventually.holds("the second API searches", Stack.PATIENCE, api::isReady);
  }

  @AfterEach
  void nothingWentWrongInThePage() {
    model.startAnew();
    page.context().close();
    browser.assertQuiet();
  }

  @AfterAll
  void close() throws Exception {
    browser.close();
    api.deleteCharacter(character);
    api.close();
    model.close();
  }

  @Test
  void talksAboutWhatWasReadAndLeadsFromACitationToItsPassageAndBack() throws Exception {
    Reader reader = enter(PLENTY);
    page.navigate(api.url() + "/#/the-salt-clock/60");
    assertThat(page.locator("#page")).hasAttribute("data-page", "60");
    page.navigate(api.url() + "/#/the-salt-clock");
    page.locator("#talk-to-characters").click();
    page.locator("li.character[data-character='" + character + "'] a").click();
    assertThat(page.locator("#begin-page")).hasValue("60");
    assertThat(page.locator("#character-greeting")).hasText(GREETING);
    page.locator("#begin-submit").click();

    page.locator("#chat-field").fill(QUESTION);
    assertThat(page.locator("#chat-price")).hasAttribute("data-at-most", Pattern.compile("\\d+"));
    assertThat(page.locator("#chat-price")).containsText("1,003");
    page.keyboard().press("Enter");
    model.reply(FIRST + SECOND);
    assertThat(exchange("done")).isVisible();
    assertThat(page.locator("#purse-balance")).not().hasText("1,003");
    assertThat(page.locator("#chat-title")).hasText(QUESTION);
    screenshot(page, "chat-desktop");

    Locator cite = exchange("done").locator("a.cite").first();
    page.locator("summary").click();
    String quote = page.locator(".citation blockquote").first().innerText().strip();
    cite.click();
    assertThat(page.locator("mark.passage").first()).isInViewport();
    String marked = String.join(" ", page.locator("mark.passage").allInnerTexts());
    assertThat(letters(quote)).contains(letters(marked));
    int told = Integer.parseInt(page.locator("#page").getAttribute("data-page"));
    assertThat(told).isLessThanOrEqualTo(60);
    page.locator("#trail-back").click();
    assertThat(exchange("done").locator("a.cite").first()).isFocused();

    page.locator("#purse").click();
    Locator spent = page.locator("tr[data-kind='reserve'] a");
    assertThat(spent).isVisible();
    assertThat(page.locator("tr[data-kind='opening']")).isVisible();
    String balance = api.get(reader, "/v1/me").path("account").path("balance").asText();
    assertThat(letters(page.locator("#ledger-heading").innerText())).isEqualTo(balance + "credits");
    spent.click();
    assertThat(page.locator(".exchange-found")).isVisible();
  }

  @Test
  void aReloadInTheMiddleOfAReplyLosesAndRepeatsNothing() throws Exception {
    Reader reader = enter(PLENTY);
    begin();
    say(QUESTION);
    model.say(FIRST);
    assertThat(page.locator(".reply").last()).containsText(FIRST.strip());
    page.reload();
    assertThat(exchange("writing")).isVisible();
    assertThat(page.locator(".reply").last()).containsText(FIRST.strip());
    Page beside = browser.openBeside(page);
    beside.navigate(page.url());
    assertThat(beside.locator(".reply").last()).containsText(FIRST.strip());
    model.reply(SECOND);
    assertThat(exchange("done")).isVisible();
    assertThat(beside.locator(".exchange[data-status='done']")).isVisible();
    String stored = stored(reader, 1);
    assertThat(shown(page)).isEqualTo(letters(stored)).isEqualTo(shown(beside));
    assertThat(letters(stored)).isEqualTo(letters(FIRST + SECOND));
  }

  @Test
  void aLostConnectionGoesOnBehindTheLastEvent() throws Exception {
    Reader reader = enter(PLENTY);
    begin();
    List<String> asked = new ArrayList<>();
    // The first answer ends after its first event, as if the network had.
    page.route(
        Pattern.compile("/events$"),
        route -> {
          asked.add(lastEvent(route.request()));
          if (asked.size() > 1) {
            route.resume();
          } else {
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/event-stream")
                    .setBody("id: 1\nevent: retrieval\ndata: {\"passages\":[]}\n\nid: 2\neve"));
          }
        });
    say(QUESTION);
    model.reply(FIRST + SECOND);
    assertThat(exchange("done")).isVisible();
    assertThat(asked).hasSizeGreaterThanOrEqualTo(2).startsWith("", "1");
    assertThat(shown(page)).isEqualTo(letters(stored(reader, 1)));
  }

  @Test
  void stopsRegeneratesAndChangesWhatWasSaid() throws Exception {
    Reader reader = enter(PLENTY);
    begin();
    say(QUESTION);
    model.awaitQuestion();
    model.say(FIRST);
    assertThat(page.locator(".reply").last()).containsText(FIRST.strip());
    page.locator("#chat-stop").click();
    assertThat(exchange("stopped")).isVisible();
    model.awaitDeparture();
    assertThat(page.locator("#chat-field")).isFocused();
    assertThat(shown(page)).isEqualTo(letters(stored(reader, 1)));

    model.reply("I was interrupted. " + FIRST + SECOND);
    page.locator("[data-regenerate]:visible").click();
    assertThat(exchange("done")).containsText("I was interrupted");
    assertThat(page.locator(".exchange")).hasCount(1);

    page.locator("[data-edit]:visible").click();
    assertThat(page.locator("#chat-field")).hasValue(QUESTION);
    assertThat(page.locator("#chat-editing")).isVisible();
    screenshot(page, "chat-editing");
    page.locator("#chat-field").fill("And in winter?");
    model.reply("In winter longer.");
    page.keyboard().press("Enter");
    assertThat(page.locator(".said-reader")).hasText(Pattern.compile("And in winter"));
    assertThat(exchange("done")).containsText("In winter longer.");
    assertThat(page.locator(".exchange")).hasCount(1);
    JsonNode messages = chat(reader).path("messages");
    assertThat(messages).hasSize(2);
    assertThat(messages.path(0).path("text").asText()).isEqualTo("And in winter?");
  }

  @Test
  void saysHowToEarnWhenCreditsRunOut() throws Exception {
    Reader reader = enter(0);
    begin();
    page.locator("#chat-field").fill(QUESTION);
    Locator notice = page.locator("#chat-short");
    assertThat(notice).containsText("Not enough credits");
    assertThat(notice).containsText("earns 1 credit");
    screenshot(page, "credits-out-desktop");
    page.keyboard().press("Enter");
    assertThat(notice).isVisible();
    browser.expect("402");
    assertThat(page.locator(".exchange")).hasCount(0);
    // What could not be sent is not lost.
    assertThat(page.locator("#chat-field")).hasValue(QUESTION);

    api.grant(reader, PLENTY);
    model.reply(FIRST + SECOND);
    page.locator("#chat-field").focus();
    page.keyboard().press("Enter");
    assertThat(exchange("done")).isVisible();
    assertThat(notice).isHidden();
    browser.expect("402");
  }

  @Test
  void aWholeConversationNeedsNoMouse() throws Exception {
    enter(PLENTY);
    assertThat(page.locator("#start-reading, .shelf-book").first()).isVisible();
    page.keyboard().press("?");
    assertThat(page.locator("#help-dialog")).containsText("Talk to somebody new");
    page.keyboard().press("Escape");
    page.keyboard().press("n");
    Locator theirs = page.locator("li.character[data-character='" + character + "'] a");
    assertThat(theirs).isVisible();
    tabTo(theirs);
    page.keyboard().press("Enter");
    assertThat(page.locator("#character-name")).isFocused();
    tabTo(page.locator("#begin-submit"));
    page.keyboard().press("Enter");
    assertThat(page.locator("#chat-field")).isFocused();
    page.keyboard().type("First line");
    page.keyboard().press("Shift+Enter");
    page.keyboard().type("second line");
    page.keyboard().press("Enter");
    assertThat(exchange("writing")).isVisible();
    model.say(FIRST);
    assertThat(page.locator(".reply").last()).containsText(FIRST.strip());
    page.keyboard().press("Escape");
    assertThat(exchange("stopped")).isVisible();
    model.awaitDeparture();
    page.keyboard().press("ArrowUp");
    assertThat(page.locator("#chat-field")).hasValue("First line\nsecond line");
    page.keyboard().type(", and a third");
    model.reply(FIRST + SECOND);
    page.keyboard().press("Enter");
    assertThat(exchange("done")).isVisible();
    page.keyboard().press("Shift+Tab");
    tabBackTo(exchange("done").locator("a.cite").first());
    page.keyboard().press("Enter");
    assertThat(page.locator("mark.passage").first()).isFocused();
    page.keyboard().press("Escape");
    assertThat(exchange("done").locator("a.cite").first()).isFocused();
    page.keyboard().press("m");
    assertThat(page.locator("#chat-field")).isFocused();
  }

  @Test
  void findsWhatWasSaidUntilTheConversationIsDeleted() throws Exception {
    enter(PLENTY);
    begin();
    model.reply("The heron of Quillwater eats only on Thursdays.");
    say("Which bird is it that you feed?");
    assertThat(exchange("done")).isVisible();
    String place = page.url();
    Locator hit = page.locator("li.hit[data-speaker='character']");
    page.navigate(api.url() + "/#/search?in=turns&q=heron%20of%20Quillwater&mode=text");
    Eventually.holds(
        "what was said is found",
        Stack.PATIENCE,
        () -> {
          page.locator("#search-field").focus();
          page.keyboard().press("Enter");
          page.waitForFunction("() => !document.querySelector('#search-results[aria-busy]')");
          return hit.count() == 1;
        });
    screenshot(page, "search-turns-desktop");
    hit.locator("a").click();
    assertThat(page.locator(".exchange-found")).containsText("Thursdays");

    page.locator("#chat-rename").click();
    page.locator("#rename-field").fill("Birds");
    page.keyboard().press("Enter");
    assertThat(page.locator("#chat-title")).hasText("Birds");
    page.navigate(api.url() + "/#/chats");
    Locator row = page.locator(".chat-item");
    assertThat(row.locator("a")).hasText("Birds");
    row.locator("[data-delete]").click();
    page.locator("#delete-sure").click();
    assertThat(page.locator("#delete-dialog .receipt")).isVisible();
    screenshot(page, "receipt-desktop");
    page.locator("#delete-leave").click();
    assertThat(row).hasCount(0);
    page.navigate(place);
    assertThat(page.locator("#chat-notice")).containsText("no such conversation");
    browser.expect("404");
  }

  @Test
  void hasNoSeriousAccessibilityFindings() throws Exception {
    List<String> findings = new ArrayList<>();
    Reader reader = enter(PLENTY);
    begin();
    model.reply(FIRST + SECOND);
    say(QUESTION);
    assertThat(exchange("done")).isVisible();
    String chat = URI.create(page.url()).getFragment();
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      page.context().close();
      page = browser.open(DESKTOP_WIDTH, scheme);
      ReaderBrowser.enter(page, api.url(), reader.key());
      String theme = scheme.name().toLowerCase(Locale.ROOT);
      look("/#/characters", "li.character", "characters-" + theme, findings);
      look("/#/characters/" + character, "#begin-form", "character-" + theme, findings);
      look("/#/chats", ".chat-item", "chats-" + theme, findings);
      look("/#/ledger", "tr[data-kind]", "ledger-" + theme, findings);
      look("/#" + chat, "a.cite", "chat-" + theme, findings);
      page.locator("#chat-delete").click();
      check(page, "delete-" + theme, findings);
    }
    assertThat(findings).isEmpty();
  }

  private Reader enter(long credits) throws Exception {
    Reader reader = api.newReader(credits);
    page = browser.open(DESKTOP_WIDTH, ColorScheme.LIGHT);
    ReaderBrowser.enter(page, api.url(), reader.key());
    return reader;
  }

  private void begin() {
    page.navigate(api.url() + "/#/characters/" + character);
    page.locator("#begin-all").check();
    page.locator("#begin-submit").click();
    assertThat(page.locator("#chat-field")).isFocused();
  }

  private void say(String message) {
    page.locator("#chat-field").fill(message);
    page.locator("#chat-send").click();
    assertThat(exchange("writing").or(exchange("done")).first()).isVisible();
  }

  private Locator exchange(String status) {
    return page.locator(".exchange[data-status='" + status + "']");
  }

  /** Looks at a view as it is on a desk and on a phone, where nothing may stick out. */
  private void look(String address, String sign, String state, List<String> findings) {
    page.navigate(api.url() + address);
    assertThat(page.locator(sign).first()).isVisible();
    check(page, state + "-" + DESKTOP_WIDTH, findings);
    page.setViewportSize(PHONE_WIDTH, ReaderBrowser.HEIGHT);
    screenshot(page, state + "-" + PHONE_WIDTH);
    assertThat(page.evaluate("() => document.documentElement.scrollWidth"))
        .as("the width of %s on a phone", state)
        .isEqualTo(PHONE_WIDTH);
    page.setViewportSize(DESKTOP_WIDTH, ReaderBrowser.HEIGHT);
  }

  private JsonNode chat(Reader reader) throws Exception {
    Matcher found = CHAT.matcher(page.url());
    assertThat(found.find()).isTrue();
    return api.get(reader, "/v1/chats/" + found.group(1));
  }

  /** What the API holds of a reply. */
  private String stored(Reader reader, int turn) throws Exception {
    String id = chat(reader).path("id").asText();
    return api.get(reader, "/v1/chats/" + id + "/turns/" + turn).path("reply").asText();
  }

  private static String shown(Page page) {
    return letters(page.locator(".reply").last().innerText());
  }

  private static String lastEvent(Request request) {
    return request.headers().getOrDefault("last-event-id", "");
  }

  private void tabTo(Locator target) {
    walkTo(target, "Tab");
  }

  private void tabBackTo(Locator target) {
    walkTo(target, "Shift+Tab");
  }

  private void walkTo(Locator target, String key) {
    for (int steps = 0; steps < 60; steps++) {
      if ((Boolean) target.evaluate("it => it === document.activeElement")) {
        return;
      }
      page.keyboard().press(key);
    }
    throw new AssertionError("the keyboard does not reach " + target);
  }
}
