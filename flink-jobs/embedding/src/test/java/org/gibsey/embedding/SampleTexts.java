package org.gibsey.embedding;

import java.util.ArrayList;
import java.util.List;

/** Texts of many lengths, languages and scripts. */
final class SampleTexts {
  private static final List<String> SENTENCES =
      List.of(
          "",
          "salt",
          "The clock in the harbour runs on salt.",
          "She closed the book, and the room stayed inside it.",
          "Who wound the clock before the flood?",
          "Die Uhr im Hafen läuft mit Salz, sagte die Müllerin.",
          "L'horloge du port marchait au sel, même en été.",
          "El reloj del puerto funciona con sal; mañana también.",
          "Часы в гавани идут на соли.",
          "Το ρολόι του λιμανιού δουλεύει με αλάτι.",
          "港の時計は塩で動いている。",
          "港口的钟靠盐走动。",
          "항구의 시계는 소금으로 움직인다.",
          "ساعة الميناء تعمل بالملح.",
          "שעון הנמל פועל על מלח.",
          "बंदरगाह की घड़ी नमक से चलती है।",
          "นาฬิกาที่ท่าเรือเดินด้วยเกลือ",
          "Đồng hồ ở bến cảng chạy bằng muối.",
          "😀🚀 emoji 👩‍👩‍👧 only 🇨🇭",
          "cafe\u0301 vs café, naïve re\u0301sume\u0301",
          "x = ∑ αᵢ·βᵢ ≤ √2 ∞",
          "SELECT * FROM pages WHERE book_id = 'the-salt-clock';",
          "https://example.org/a?b=c&d=%20#e",
          "[CLS] markers in the text [SEP] stay harmless [MASK]");

  private static final List<String> WORDS =
      List.of("tide", "salt", "clock", "book", "reader", "harbour", "winter", "letter", "island");

  private static final int[] TOKENS = {
    3, 4, 5, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 127, 128, 129, 200, 255, 256, 257, 384,
    500, 511, 512
  };

  private static final int MIXTURES = 100;

  private SampleTexts() {}

  static List<String> all() {
    List<String> texts = new ArrayList<>(SENTENCES);
    for (int tokens : TOKENS) {
      texts.add(ofTokens(tokens));
    }
    PaddedBatch.widths().stream().sorted().map(SampleTexts::ofTokens).forEach(texts::add);
    for (int i = 0; i < MIXTURES; i++) {
      texts.add(mixture(i, 2 * i + 12));
    }
    return texts;
  }

  /** Sentences of several languages, in another order each time, of at most that many tokens. */
  private static String mixture(int first, int tokens) {
    StringBuilder text = new StringBuilder();
    int step = 1 + 2 * (first % 4);
    for (int i = first; ; i += step) {
      String longer = text + SENTENCES.get(i % SENTENCES.size()) + " ";
      if (TextTokenizer.builtIn().ids(longer).length > Math.min(tokens, MiniLm.MAX_TOKENS)) {
        return text.toString();
      }
      text.append(SENTENCES.get(i % SENTENCES.size())).append(' ');
    }
  }

  /** A text of exactly that many tokens, counted with the special tokens. */
  static String ofTokens(int tokens) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tokens - 2; i++) {
      text.append(WORDS.get((i * i + tokens) % WORDS.size())).append(' ');
    }
    return text.toString();
  }
}
