package org.gibsey.api.characters;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class EmblemTest {
  @Test
  void theSameIdHasTheSameEmblemAndOthersHaveOthers() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      String svg = Emblem.of("character-" + i).svg();
      assertThat(svg).isEqualTo(Emblem.of("character-" + i).svg()).startsWith("<svg xmlns=");
      assertThat(svg).doesNotContain("<script", "href", "NaN");
      seen.add(svg);
    }
    assertThat(seen).hasSize(2_000);
  }

  @Test
  void isDrawnAsItIsWritten() throws Exception {
    byte[] png = DrawnEmblem.png(Emblem.of("edda")).write();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(DrawnEmblem.SIDE);
    Emblem.Shape disc = Emblem.of("edda").shapes().getFirst();
    // Left of everything but the disc, and outside of it.
    assertThat(image.getRGB(12, DrawnEmblem.SIDE / 2)).isEqualTo(0xFF000000 | disc.colour());
    assertThat(image.getRGB(0, 0)).isZero();
  }
}
