package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gibsey.api.access.Access;
import org.gibsey.api.server.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class WebPageTest {
  private static final Pattern LINK =
      Pattern.compile("(?:src|href)=\"(?!#|https?:|data:)([^\"]+)\"");

  private static final Pattern IMPORT = Pattern.compile("(?:from|import) '(\\.[^']+)'");
  private static final Pattern ELEMENT = Pattern.compile("\\bbyId\\('([^']+)'");

  private static TestApi api;

  @BeforeAll
  static void start() throws Exception {
    api = TestApi.start(new FakeShards(), new FakePages(), new FakeEmbedder());
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void servesThePageWithoutAKeyAndEverythingItLoads() throws Exception {
    HttpResponse<String> page = api.send(api.anonymous("/").GET());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(type(page)).isEqualTo("text/html;charset=utf-8");
    Matcher link = LINK.matcher(page.body());
    int links = 0;
    while (link.find()) {
      String address = link.group(1).startsWith("/") ? link.group(1) : "/" + link.group(1);
      assertThat(api.send(api.anonymous(address).GET()).statusCode()).as(address).isEqualTo(200);
      links++;
    }
    assertThat(links).isPositive();
  }

  @Test
  void servesEveryFileWithItsTypeAndWithATagThatSavesSendingItAgain() throws Exception {
    List<String> files =
        api.routes().stream()
            .filter(route -> route.access() == Access.OPEN)
            .map(Route::path)
            .filter(path -> path.contains("."))
            .toList();
    assertThat(files).isNotEmpty();
    for (String file : files) {
      HttpResponse<String> first = api.send(api.anonymous(file).GET());
      assertThat(first.statusCode()).as(file).isEqualTo(200);
      assertThat(type(first)).as(file).startsWith(expectedType(file));
      assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
      String tag = first.headers().firstValue("ETag").orElseThrow();
      HttpResponse<String> again = api.send(api.anonymous(file).header("If-None-Match", tag).GET());
      assertThat(again.statusCode()).as(file).isEqualTo(304);
      assertThat(again.body()).isEmpty();
    }
  }

  @Test
  void tellsBrowsersToTrustNothingElse() throws Exception {
    HttpResponse<String> page = api.send(api.anonymous("/").GET());
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'self'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(page.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void thePageObeysItsOwnPolicy() throws Exception {
    String page = api.send(api.anonymous("/").GET()).body();
    assertThat(page).doesNotContainPattern("<style|<script(?![^>]*\\bsrc=)|\\son\\w+=|\\sstyle=");
  }

  @Test
  void theScriptsLoadOnlyWhatIsServed() throws Exception {
    for (String script : scripts()) {
      Matcher link = IMPORT.matcher(api.send(api.anonymous(script).GET()).body());
      while (link.find()) {
        String address = URI.create(script).resolve(link.group(1)).toString();
        assertThat(api.send(api.anonymous(address).GET()).statusCode())
            .as("%s, which %s loads", address, script)
            .isEqualTo(200);
      }
    }
  }

  @Test
  void theScriptsFindEveryElementThatTheyName() throws Exception {
    String pages = text("/") + text("/docs");
    for (String script : scripts()) {
      Matcher name = ELEMENT.matcher(text(script));
      while (name.find()) {
        assertThat(pages).as("for %s", script).contains("id=\"" + name.group(1) + "\"");
      }
    }
  }

  @Test
  void theScriptsNeverMakeMarkupOutOfText() throws Exception {
    for (String script : scripts()) {
      assertThat(text(script))
          .as(script)
          .doesNotContainPattern(
              "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser|setHTML"
                  + "|\\beval\\(|new Function|javascript:|setAttribute\\('style'|\\bstyle: ");
    }
  }

  @Test
  void theStyleSheetsLoadNothing() throws Exception {
    for (String sheet : files(".css")) {
      assertThat(text(sheet)).as(sheet).doesNotContain("url(").doesNotContain("@import");
    }
  }

  private static List<String> scripts() {
    List<String> scripts = files(".js");
    assertThat(scripts).isNotEmpty();
    return scripts;
  }

  private static List<String> files(String ending) {
    return api.routes().stream().map(Route::path).filter(path -> path.endsWith(ending)).toList();
  }

  private static String text(String address) throws Exception {
    return api.send(api.anonymous(address).GET()).body();
  }

  private static String type(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElse("").replace(" ", "");
  }

  private static String expectedType(String file) {
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "js" -> "text/javascript";
      case "css" -> "text/css";
      case "svg" -> "image/svg+xml";
      case "html" -> "text/html";
      default -> "";
    };
  }
}
