package org.gibsey.api.characters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CardTest {
  @Test
  void readsAFlatCardAndKeepsWhatItDoesNotKnow() {
    Card card =
        Card.read(
            """
            {"name":"Nan","description":"Lies on the hill. Sees far.","first_mes":"Hush, {{user}}.",
             "mes_example":"e","personality":"p","scenario":"s","avatar":"none","create_date":1}
            """);
    assertThat(card.name()).isEqualTo("Nan");
    assertThat(card.tagline()).isEqualTo("Lies on the hill.");
    assertThat(card.greeting("Wren")).isEqualTo("Hush, Wren.");
    assertThat(card.json().path("avatar").asText()).isEqualTo("none");
    assertThat(card.json().path("data").path("group_only_greetings").isArray()).isTrue();
    assertThat(card.lorebook()).isSameAs(Lorebook.EMPTY);
  }

  @Test
  void isCalledByItsNicknameAndDescribedByItsNotesWhenNothingElseIsThere() {
    Card card =
        third("\"name\":\"Edda Marchbank\",\"nickname\":\"Edda\",\"creator_notes\":\"A. B.\"");
    assertThat(card.calledName()).isEqualTo("Edda");
    assertThat(card.name()).isEqualTo("Edda Marchbank");
    assertThat(card.tagline()).isEqualTo("A.");
    assertThat(third("\"name\":\"x\",\"nickname\":\"\"").calledName()).isEqualTo("x");
  }

  @Test
  void aLaterVersionIsReadAsFarAsItIsKnown() {
    Card card =
        Card.read(
            "{\"spec\":\"chara_card_v3\",\"spec_version\":\"3.4\",\"data\":{\"name\":\"x\"}}");
    assertThat(card.json().path("spec_version").asText()).isEqualTo("3.4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"description\":\"no name\" | data.name",
        "\"name\":\" \" | data.name",
        "\"name\":7 | data.name",
        "\"name\":\"x\",\"description\":[] | data.description",
        "\"name\":\"x\",\"tags\":[\"a\",1] | data.tags[1]",
        "\"name\":\"x\",\"extensions\":[] | data.extensions",
        "\"name\":\"x\",\"source\":\"y\" | data.source",
        "\"name\":\"x\",\"creation_date\":\"now\" | data.creation_date",
        "\"name\":\"x\",\"assets\":[{\"type\":\"icon\"}] | data.assets[0].uri",
        "\"name\":\"x\",\"creator_notes_multilingual\":{\"de\":1} | data.creator_notes_multilingual.de",
        "\"name\":\"x\",\"character_book\":[] | data.character_book",
        "\"name\":\"x\",\"character_book\":{} | data.character_book.entries",
        "\"name\":\"x\",\"character_book\":{\"entries\":[{\"keys\":[]}]} | entries[0].content",
        "\"name\":\"x\",\"character_book\":{\"entries\":[{\"content\":\"c\"}]} | entries[0].keys",
        "\"name\":\"x\",\"character_book\":{\"entries\":[{\"keys\":[],\"content\":\"c\",\"enabled\":1}]} | entries[0].enabled",
        "\"name\":\"x\",\"character_book\":{\"entries\":[{\"keys\":[],\"content\":\"c\",\"extensions\":{\"gibsey\":{\"from_page\":\"9\"}}}]} | gibsey.from_page",
        "\"name\":\"x\",\"x\":\"\\ud800\" | data.x",
      })
  void saysWhichFieldIsWrong(String fields, String place) {
    assertThatThrownBy(() -> third(fields))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.type()).isEqualTo(ProblemType.INVALID_CARD);
              assertThat(problem.detail()).contains(place);
            });
  }

  @Test
  void boundsWhatItReads() {
    assertInvalid("{\"name\":\"" + "n".repeat(201) + "\"}");
    assertInvalid("{\"name\":\"x\",\"description\":\"" + "d".repeat(50_001) + "\"}");
    assertInvalid("{\"name\":\"x\",\"x\":" + "[".repeat(60) + "]".repeat(60) + "}");
    assertInvalid("{\"name\":\"x\",\"name\":\"y\"}");
    assertInvalid("{\"spec\":\"chara_card_v9\",\"data\":{\"name\":\"x\"}}");
    assertInvalid("{\"data\":{\"name\":\"x\"}}");
    assertInvalid("{\"name\":\"x\",\"x\":" + "9".repeat(200) + "}");
    assertInvalid("[]");
    String entry = "{\"keys\":[],\"content\":\"c\"},";
    assertInvalid(
        "{\"spec\":\"chara_card_v2\",\"data\":{\"name\":\"x\",\"character_book\":{\"entries\":["
            + entry.repeat(500)
            + entry.substring(0, entry.length() - 1)
            + "]}}}");
  }

  @Test
  void warnsOfExpressionsThatHaveNoEffect() {
    Card card =
        third(
            "\"name\":\"x\",\"character_book\":{\"entries\":[{\"keys\":[\"(?=a)\"],\"content\":\"c\","
                + "\"use_regex\":true}]}");
    assertThat(card.warnings()).hasSize(1).first().asString().contains("entries[0]");
  }

  private static void assertInvalid(String json) {
    assertThatThrownBy(() -> Card.read(json))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.type()).isEqualTo(ProblemType.INVALID_CARD));
  }

  private static Card third(String fields) {
    return Card.read(
        "{\"spec\":\"chara_card_v3\",\"spec_version\":\"3.0\",\"data\":{" + fields + "}}");
  }
}
