package org.gibsey.api.characters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.gibsey.api.characters.Lorebook.Line;
import org.gibsey.api.characters.Lorebook.Lore;
import org.gibsey.api.characters.Lorebook.Place;
import org.gibsey.api.characters.Lorebook.Role;
import org.gibsey.api.characters.Lorebook.Scene;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every rule of lorebooks by itself. A token is a word here. */
final class LorebookTest {
  private static final Macros MACROS = new Macros("Edda", "Wren", 1);

  @Test
  void anEntryAppliesWhenOneOfItsKeysWasSaid() {
    String book = entries(keys("salt", "clock"));
    assertThat(texts(book, "The clock!")).containsExactly("TEXT");
    assertThat(texts(book, "The tide.")).isEmpty();
    assertThat(texts(entries("\"keys\":[\"\",\" \"]"), "anything")).isEmpty();
  }

  @Test
  void keysAreWholeWordsInAnyCase() {
    String book = entries(keys("Nan"));
    assertThat(texts(book, "NAN said")).hasSize(1);
    assertThat(texts(book, "finance")).isEmpty();
    assertThat(texts(book, "nan2 nana, nan")).hasSize(1);
    assertThat(texts(entries(keys("塩")), "海塩時計")).hasSize(1);
    assertThat(texts(entries(keys("@x!")), "a@x!b")).as("a sign ends a word").hasSize(1);
  }

  @Test
  void theCaseOfLettersCountsWhereTheEntrySaysSo() {
    String book = entries(keys("Nan") + ",\"case_sensitive\":true");
    assertThat(texts(book, "Nan")).hasSize(1);
    assertThat(texts(book, "nan")).isEmpty();
  }

  @Test
  void aSelectiveEntryNeedsASecondaryKeyAsWell() {
    String secondary = keys("salt") + ",\"secondary_keys\":[\"clock\",\"tide\"]";
    assertThat(texts(entries(secondary + ",\"selective\":true"), "salt")).isEmpty();
    assertThat(texts(entries(secondary + ",\"selective\":true"), "salt", "no", "tide")).hasSize(1);
    assertThat(texts(entries(secondary + ",\"selective\":true"), "tide")).isEmpty();
    assertThat(texts(entries(secondary + ",\"selective\":false"), "salt")).hasSize(1);
  }

  @Test
  void aConstantEntryNeedsNoKeyAndADisabledOneNeverApplies() {
    assertThat(texts(entries("\"keys\":[],\"constant\":true"), "x")).hasSize(1);
    assertThat(texts(entries("\"keys\":[],\"constant\":true,\"enabled\":false"), "x")).isEmpty();
    assertThat(texts(entries("\"keys\":[],\"constant\":true,\"use_regex\":true"), "x")).isEmpty();
  }

  @Test
  void keysAreLookedForInTheLastMessagesOnly() {
    String book = "{\"scan_depth\":2,\"entries\":[{" + keys("salt") + ",\"content\":\"TEXT\"}]}";
    assertThat(texts(book, "salt", "b", "c")).isEmpty();
    assertThat(texts(book, "a", "salt", "c")).hasSize(1);
    assertThat(texts(book.replace("\"scan_depth\":2", "\"scan_depth\":0"), "salt")).isEmpty();
    assertThat(texts(decorated("@@scan_depth 1", "salt"), "salt", "b")).isEmpty();
    assertThat(texts(decorated("@@scan_depth 3", "salt"), "salt", "b", "c")).hasSize(1);
  }

  @Test
  void entriesComeInTheirOrderAndThoseOfLeastPriorityGoFirst() {
    String book =
        """
        {"token_budget":%d,"entries":[
          {"keys":["a"],"content":"third two","insertion_order":3},
          {"keys":["a"],"content":"first","insertion_order":1,"priority":9},
          {"keys":["a"],"content":"second two","insertion_order":2,"priority":0}]}
        """;
    assertThat(texts(book.formatted(5), "a")).containsExactly("first", "second two", "third two");
    assertThat(texts(book.formatted(4), "a")).containsExactly("first", "third two");
    assertThat(texts(book.formatted(2), "a")).containsExactly("first");
    assertThat(texts(book.formatted(0), "a")).isEmpty();
  }

  @Test
  void theSceneMayAllowLessThanTheBook() {
    Scene scene = new Scene(List.of(Line.reader("a")), 0, 0, null, 1, MACROS);
    String book =
        "{\"entries\":[{\"keys\":[\"a\"],\"content\":\"one two\"},{\"keys\":[\"a\"],\"content\":\"x\"}]}";
    assertThat(book(book).select(scene, LorebookTest::words)).isEmpty();
  }

  @Test
  void anEntryThatIgnoresFullContextsGoesBeforeAllOthers() {
    String book =
        """
        {"token_budget":1,"entries":[
          {"keys":["a"],"content":"@@ignore_on_max_context\\nhigh","priority":9},
          {"keys":["a"],"content":"low","priority":1}]}
        """;
    assertThat(texts(book, "a")).containsExactly("low");
  }

  @Test
  void entriesAreFoundInTheTextsOfOthersOnlyWhenTheBookSaysSo() {
    String book =
        """
        {"recursive_scanning":%s,"entries":[
          {"keys":["c"],"content":"end","insertion_order":3},
          {"keys":["b"],"content":"leads to {{hidden_key:c}}on","insertion_order":2},
          {"keys":["a"],"content":"has b but {{// not d}}","insertion_order":1},
          {"keys":["d"],"content":"never"}]}
        """;
    assertThat(texts(book.formatted("true"), "a"))
        .containsExactly("has b but ", "leads to on", "end");
    assertThat(texts(book.formatted("false"), "a")).hasSize(1);
  }

  @Test
  void expressionsTakeTheLettersOfJavaScript() {
    String regex = ",\"use_regex\":true";
    assertThat(texts(entries("\"keys\":[\"/sal.\\\\b/i\"]" + regex), "SALT here")).hasSize(1);
    assertThat(texts(entries("\"keys\":[\"/salt/\"]" + regex), "SALT")).isEmpty();
    assertThat(texts(entries("\"keys\":[\"sa(l|n)t\"]" + regex), "SANT")).hasSize(1);
    assertThat(texts(entries("\"keys\":[\"^b\"]" + regex), "a\nb")).isEmpty();
    assertThat(texts(entries("\"keys\":[\"/^b/m\"]" + regex), "a\nb")).hasSize(1);
  }

  @Test
  void anEntryWithABrokenOrCostlyExpressionNeverApplies() {
    for (String key :
        List.of("(", "(?=a)", "(a)\\\\1", "((a{100}){100}){100}", "a{1000}b{1000}", "")) {
      assertThat(texts(entries("\"keys\":[\"a\",\"" + key + "\"],\"use_regex\":true"), "a (a) aa"))
          .as(key)
          .isEmpty();
    }
  }

  @Test
  void decoratorsDecideWhetherAnEntryApplies() {
    assertThat(texts(decorated("@@activate", "x"), "nothing")).hasSize(1);
    assertThat(texts(decorated("@@dont_activate", "salt"), "salt")).isEmpty();
    assertThat(texts(decorated("@@dont_activate\\n@@activate", "x"), "y")).hasSize(1);
    assertThat(texts(decorated("@@additional_keys tide, clock", "salt"), "salt")).isEmpty();
    assertThat(texts(decorated("@@additional_keys tide, clock", "salt"), "clock salt")).hasSize(1);
    assertThat(texts(decorated("@@exclude_keys tide, clock", "salt"), "salt")).hasSize(1);
    assertThat(texts(decorated("@@exclude_keys tide, clock", "salt"), "salt clock")).isEmpty();
  }

  @Test
  void decoratorsCountWhatTheCharacterHasSaid() {
    String after = decorated("@@activate_only_after 2", "salt");
    assertThat(select(after, scene(1, 0, null, "salt"))).isEmpty();
    assertThat(select(after, scene(2, 0, null, "salt"))).hasSize(1);
    assertThat(select(after, scene(0, 0, null, "a", "b", "c", "d", "salt"))).hasSize(1);
    String every = decorated("@@activate_only_every 3", "salt");
    assertThat(select(every, scene(2, 0, null, "salt"))).isEmpty();
    assertThat(select(every, scene(3, 0, null, "salt"))).hasSize(1);
  }

  @Test
  void decoratorsKnowTheGreetingAndWhatAppliedBefore() {
    String greeting = decorated("@@is_greeting 1", "salt");
    assertThat(select(greeting, scene(1, 0, null, "salt"))).isEmpty();
    assertThat(select(greeting, scene(1, 1, null, "salt"))).hasSize(1);
    String keep = decorated("@@keep_activate_after_match\\n@@scan_depth 1", "salt");
    assertThat(texts(keep, "salt", "b", "c")).hasSize(1);
    assertThat(texts(keep, "a", "salt", "c")).as("nothing was asked at that point").isEmpty();
    String once = decorated("@@dont_activate_after_match", "salt");
    assertThat(texts(once, "a", "b", "salt")).hasSize(1);
    assertThat(texts(once, "salt", "b", "salt")).isEmpty();
  }

  @Test
  void decoratorsAndFieldsSayWhereATextGoes() {
    assertThat(first(entries(keys("a"))))
        .isEqualTo(new Lore("TEXT", Place.BEFORE_DESCRIPTION, 0, Role.SYSTEM));
    assertThat(first(entries(keys("a") + ",\"position\":\"after_char\"")).place())
        .isEqualTo(Place.AFTER_DESCRIPTION);
    assertThat(first(decorated("@@position personality", "a")).place())
        .isEqualTo(Place.PERSONALITY);
    assertThat(first(decorated("@@position scenario\\n@@depth 3", "a")))
        .isEqualTo(new Lore("TEXT", Place.SCENARIO, 0, Role.SYSTEM));
    assertThat(first(decorated("@@depth 3\\n@@role user", "a")))
        .isEqualTo(new Lore("TEXT", Place.AMONG_MESSAGES, 3, Role.USER));
    assertThat(first(decorated("@@depth -1\\n@@role assistant", "a")))
        .isEqualTo(new Lore("TEXT", Place.AMONG_MESSAGES, 0, Role.ASSISTANT));
  }

  @Test
  void whatIsNotUnderstoodIsLeftOutAndItsFallbackTaken() {
    assertThat(first(decorated("@@risu_only 4\\n@@@agn_only\\n@@@depth 2", "a")).depth())
        .isEqualTo(2);
    assertThat(first(decorated("@@depth 4\\n@@@depth 2\\n@@@role user", "a")))
        .isEqualTo(new Lore("TEXT", Place.AMONG_MESSAGES, 4, Role.SYSTEM));
    assertThat(first(decorated("@@depth many\\n@@@depth 2", "a")).depth()).isEqualTo(2);
    assertThat(first(decorated("@@depth 5\\n@@depth 6", "a")).depth()).isEqualTo(5);
    assertThat(first(decorated("@@position cellar", "a")).place())
        .isEqualTo(Place.BEFORE_DESCRIPTION);
  }

  @Test
  void anEntryOfOnlyDecoratorsSaysNothing() {
    assertThat(texts(entries("\"keys\":[\"a\"],\"content\":\"@@activate\\n\\n\""), "a")).isEmpty();
  }

  @Test
  void anEntryOfALaterPageWaitsUntilTheReaderIsThere() {
    String book = entries(keys("a") + ",\"extensions\":{\"gibsey\":{\"from_page\":9}}");
    assertThat(select(book, scene(0, 0, 8, "a"))).isEmpty();
    assertThat(select(book, scene(0, 0, 9, "a"))).hasSize(1);
    assertThat(select(book, scene(0, 0, null, "a"))).as("who has read all").hasSize(1);
    String forced =
        decorated("@@activate", "a")
            .replace(
                "\"entries\":[{", "\"entries\":[{\"extensions\":{\"gibsey\":{\"from_page\":9}},");
    assertThat(select(forced, scene(0, 0, 8, "a"))).isEmpty();
  }

  @Test
  void textsAreFilledIn() {
    assertThat(texts(entries("\"keys\":[\"a\"],\"content\":\"{{char}} knows {{user}}\""), "a"))
        .containsExactly("Edda knows Wren");
  }

  private static Lore first(String book) {
    return select(book, scene(0, 0, null, "a")).getFirst();
  }

  private static String keys(String... keys) {
    return "\"keys\":[\"" + String.join("\",\"", keys) + "\"]";
  }

  /** A book of one entry, with the text TEXT unless the fields say otherwise. */
  private static String entries(String fields) {
    String content = fields.contains("\"content\"") ? "" : ",\"content\":\"TEXT\"";
    return "{\"entries\":[{" + fields + content + "}]}";
  }

  private static String decorated(String decorators, String key) {
    return "{\"entries\":[{" + keys(key) + ",\"content\":\"" + decorators + "\\n\\nTEXT\"}]}";
  }

  /** Said in turn, so that the reader has the last word. */
  static Scene scene(int earlier, int greeting, @Nullable Integer progress, String... lines) {
    List<Line> said = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      said.add(new Line((lines.length - i) % 2 == 1, lines[i]));
    }
    return new Scene(said, earlier, greeting, progress, 1_000, MACROS);
  }

  private static List<String> texts(String book, String... lines) {
    return select(book, scene(0, 0, null, lines)).stream().map(Lore::text).toList();
  }

  private static List<Lore> select(String book, Scene scene) {
    return book(book).select(scene, LorebookTest::words);
  }

  static Lorebook book(String json) {
    return Card.read(
            "{\"spec\":\"chara_card_v3\",\"data\":{\"name\":\"x\",\"character_book\":"
                + json
                + "}}")
        .lorebook();
  }

  static int words(String text) {
    return text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
  }
}
