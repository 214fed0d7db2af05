package org.gibsey.api.characters;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Emblems as pixels. Needs no display. */
final class DrawnEmblem {
  /** Width and height of the picture in pixels. */
  static final int SIDE = 512;

  private DrawnEmblem() {}

  static Png png(Emblem emblem) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.scale((double) SIDE / Emblem.SIDE, (double) SIDE / Emblem.SIDE);
      for (Emblem.Shape shape : emblem.shapes()) {
        graphics.setColor(new Color(shape.colour()));
        graphics.fill(outline(shape));
      }
    } finally {
      graphics.dispose();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("This JVM writes no PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("An emblem cannot be written", e);
    }
    return Png.read(bytes.toByteArray());
  }

  private static java.awt.Shape outline(Emblem.Shape shape) {
    return switch (shape) {
      case Emblem.Disc disc ->
          new Ellipse2D.Double(
              disc.x() - disc.radius(),
              disc.y() - disc.radius(),
              2 * disc.radius(),
              2 * disc.radius());
      case Emblem.Polygon polygon -> {
        Path2D path = new Path2D.Double();
        Emblem.Point first = polygon.points().getFirst();
        path.moveTo(first.x(), first.y());
        polygon.points().forEach(point -> path.lineTo(point.x(), point.y()));
        path.closePath();
        yield path;
      }
    };
  }
}
