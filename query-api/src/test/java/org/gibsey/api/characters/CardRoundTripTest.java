package org.gibsey.api.characters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gibsey.api.characters.Png.Chunk;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.junit.jupiter.api.Test;

/** What came in comes out. Cards are random; the seed is told by a failure. */
final class CardRoundTripTest {
  private static final int CARDS = 500;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final RandomCard cards = new RandomCard(random);
  private final Png portrait = DrawnEmblem.png(Emblem.of("somebody"));

  CardRoundTripTest() {
    System.out.println("CardRoundTripTest: seed " + seed);
  }

  @Test
  void aCardOfVersion3ComesBackAsItCame() {
    for (int i = 0; i < CARDS; i++) {
      ObjectNode card = cards.third();
      ObjectNode read = Card.read(CardJson.text(card)).json();
      assertThat(CardJson.text(read))
          .as("seed %d, card %d", seed, i)
          .isEqualTo(CardJson.text(card));
      assertThat(CardJson.object(CardJson.pretty(read))).isEqualTo(read);
    }
  }

  @Test
  void aCardOfVersion2ComesBackAsItCame() {
    for (int i = 0; i < CARDS; i++) {
      ObjectNode card = cards.second();
      ObjectNode third = Card.read(CardJson.text(card)).json();
      assertThat(third.path("spec").asText()).isEqualTo("chara_card_v3");
      assertThat(CardVersions.second(third))
          .as("seed %d, card %d", seed, i)
          .isEqualTo(CardJson.object(CardJson.text(card)));
    }
  }

  @Test
  void version2KeepsWhatVersion3NeedsToComeBack() {
    for (int i = 0; i < CARDS; i++) {
      ObjectNode third = Card.read(CardJson.text(cards.third())).json();
      ObjectNode second = CardVersions.second(third);
      assertThat(second.findValuesAsText("content"))
          .noneMatch(text -> text.startsWith("@@depth"))
          .as("version 2 tells no decorator to the model");
      assertThat(Card.read(CardJson.text(second)).json())
          .as("seed %d, card %d", seed, i)
          .isEqualTo(third);
    }
  }

  @Test
  void aPictureCarriesACardAndKeepsItsOtherChunks() {
    for (int i = 0; i < CARDS / 10; i++) {
      ObjectNode third = Card.read(CardJson.text(cards.third())).json();
      Chunk other = PngText.chunk("Comment", "x" + random.nextInt());
      Chunk asset = PngText.chunk("chara-ext-asset_:a", "AAAA");
      List<Chunk> chunks = new ArrayList<>(portrait.chunks());
      chunks.add(1, other);
      chunks.add(2, asset);
      Png png = new Png(chunks);
      byte[] file = CardPicture.with(CardPicture.with(png, cards.third()), third).write();
      Png read = Png.read(file);
      assertThat(CardPicture.card(read)).as("seed %d, card %d", seed, i).isEqualTo(third);
      assertThat(CardPicture.without(read).write()).isEqualTo(png.write());
    }
  }

  @Test
  void whatIsDamagedIsRefusedAndNothingElseHappens() {
    byte[] whole = CardPicture.with(portrait, cards.third()).write();
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] file = mutated(whole);
      try {
        Png png = Png.read(file);
        Card.read(CardPicture.card(png));
        CardPicture.without(png).write();
      } catch (Problem e) {
        assertThat(e.type()).isEqualTo(ProblemType.INVALID_CARD);
        refused++;
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw new AssertionError("seed " + seed + ", file " + i, e);
      }
    }
    assertThat(refused).isGreaterThan(15_000);
  }

  /** Half of the time with checksums that fit, so that what lies behind them is reached. */
  private byte[] mutated(byte[] whole) {
    byte[] file = whole.clone();
    if (random.nextInt(4) == 0) {
      return java.util.Arrays.copyOf(file, random.nextInt(file.length));
    }
    if (random.nextBoolean()) {
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        file[random.nextInt(file.length)] = (byte) random.nextInt();
      }
      return file;
    }
    List<Chunk> chunks = new ArrayList<>();
    for (Chunk chunk : Png.read(file).chunks()) {
      byte[] data = chunk.data().clone();
      String type = chunk.type();
      if (type.equals("tEXt")) {
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
          data[random.nextInt(data.length)] = (byte) random.nextInt();
        }
        type = List.of("tEXt", "zTXt", "iTXt").get(random.nextInt(3));
      }
      chunks.add(new Chunk(type, data));
    }
    return new Png(chunks).write();
  }

  @Test
  void aCompressedTextMayNotGrowWithoutBound() {
    java.util.zip.Deflater deflater = new java.util.zip.Deflater(9);
    deflater.setInput(new byte[64 * 1024 * 1024]);
    deflater.finish();
    byte[] packed = new byte[1024 * 1024];
    int length = deflater.deflate(packed);
    deflater.end();
    byte[] data = new byte[7 + length];
    System.arraycopy("ccv3\0\0".getBytes(StandardCharsets.ISO_8859_1), 0, data, 0, 6);
    System.arraycopy(packed, 0, data, 6, length);
    List<Chunk> chunks = new ArrayList<>(portrait.chunks());
    chunks.add(1, new Chunk("zTXt", data));
    assertThatThrownBy(() -> CardPicture.card(new Png(chunks)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("longer than");
  }

  @Test
  void textsMayBeCompressedOrInternational() {
    ObjectNode card = Card.read("{\"name\":\"Nan\",\"first_mes\":\"Öl\"}").json();
    String base64 =
        java.util.Base64.getEncoder()
            .encodeToString(CardJson.text(card).getBytes(StandardCharsets.UTF_8));
    byte[] plain = ("Chara\0\0\0en\0\0" + base64).getBytes(StandardCharsets.ISO_8859_1);
    java.util.zip.Deflater deflater = new java.util.zip.Deflater();
    deflater.setInput(base64.getBytes(StandardCharsets.ISO_8859_1));
    deflater.finish();
    byte[] packed = new byte[10_000];
    int length = deflater.deflate(packed);
    deflater.end();
    byte[] compressed =
        java.util.Arrays.copyOf("ccv3\0\0".getBytes(StandardCharsets.ISO_8859_1), 6 + length);
    System.arraycopy(packed, 0, compressed, 6, length);
    for (Chunk chunk : List.of(new Chunk("iTXt", plain), new Chunk("zTXt", compressed))) {
      List<Chunk> chunks = new ArrayList<>(portrait.chunks());
      chunks.add(1, chunk);
      assertThat(CardPicture.card(new Png(chunks))).isEqualTo(card);
    }
  }
}
