package org.gibsey.api.characters;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The portrait of a character without a picture, drawn from its id alone: on 128 by 128 units, a
 * disc, a polygon on it, a smaller one on that, and up to four dots.
 *
 * <p>Let {@code b} be the bytes of the SHA-256 of the id's UTF-8, each 0 to 255, and {@code hue} be
 * {@code (256 b[0] + b[1]) mod 360} degrees. In this order, about the centre (64, 64):
 *
 * <ol>
 *   <li>a disc of radius 64, of the colour hsl(hue, 45%, 86%);
 *   <li>a polygon of {@code 3 + b[2] mod 6} corners at radius 50, turned by {@code 360 b[3] / 256}
 *       degrees, of hsl(hue, 50%, 32%);
 *   <li>a polygon of {@code 3 + b[4] mod 6} corners at radius {@code 18 + b[5] mod 18}, turned by
 *       {@code 360 b[6] / 256} degrees, of hsl(hue + 90 + b[7] mod 180, 60%, 62%);
 *   <li>{@code b[8] mod 5} dots of radius 4 at radius 11, turned by {@code 360 b[9] / 256} degrees,
 *       of hsl(hue, 50%, 20%).
 * </ol>
 *
 * Corner {@code i} of {@code n}, and likewise a dot, lies at the angle {@code turn + 360 i / n}
 * from the right, clockwise. Hues are taken modulo 360; the colours are those of CSS.
 *
 * @param shapes from the back to the front
 */
record Emblem(List<Shape> shapes) {
  /** Width and height. */
  static final int SIDE = 128;

  private static final double CENTRE = SIDE / 2.0;

  Emblem {
    shapes = List.copyOf(shapes);
  }

  /** A disc or a polygon of one colour, which is red, green and blue of 8 bits each. */
  sealed interface Shape {
    int colour();
  }

  record Disc(double x, double y, double radius, int colour) implements Shape {}

  record Polygon(List<Point> points, int colour) implements Shape {}

  record Point(double x, double y) {}

  static Emblem of(String id) {
    byte[] hash = sha256(id);
    int[] b = new int[hash.length];
    for (int i = 0; i < b.length; i++) {
      b[i] = hash[i] & 0xFF;
    }
    int hue = (256 * b[0] + b[1]) % 360;
    List<Shape> shapes = new ArrayList<>();
    shapes.add(new Disc(CENTRE, CENTRE, CENTRE, hsl(hue, 0.45, 0.86)));
    shapes.add(new Polygon(ring(3 + b[2] % 6, 50, b[3]), hsl(hue, 0.5, 0.32)));
    shapes.add(
        new Polygon(
            ring(3 + b[4] % 6, 18 + b[5] % 18, b[6]), hsl(hue + 90 + b[7] % 180, 0.6, 0.62)));
    for (Point dot : ring(b[8] % 5, 11, b[9])) {
      shapes.add(new Disc(dot.x(), dot.y(), 4, hsl(hue, 0.5, 0.2)));
    }
    return new Emblem(shapes);
  }

  private static List<Point> ring(int number, int radius, int turn) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      double angle = 2 * Math.PI * (turn / 256.0 + (double) i / number);
      points.add(new Point(CENTRE + radius * Math.cos(angle), CENTRE + radius * Math.sin(angle)));
    }
    return points;
  }

  /** A colour of CSS: hue in degrees, saturation and lightness from 0 to 1. */
  private static int hsl(int hue, double saturation, double lightness) {
    int colour = 0;
    for (int n : new int[] {0, 8, 4}) {
      double k = (n + hue % 360 / 30.0) % 12;
      double a = saturation * Math.min(lightness, 1 - lightness);
      double part = lightness - a * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1));
      colour = colour << 8 | (int) Math.round(255 * part);
    }
    return colour;
  }

  /** The emblem as an SVG of one line. */
  String svg() {
    return shapes.stream()
        .map(Emblem::element)
        .collect(
            Collectors.joining(
                "",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 128 128\" width=\"128\""
                    + " height=\"128\">",
                "</svg>"));
  }

  private static String element(Shape shape) {
    String fill = "fill=\"#%06x\"".formatted(shape.colour());
    return switch (shape) {
      case Disc disc ->
          "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" %s/>"
              .formatted(text(disc.x()), text(disc.y()), text(disc.radius()), fill);
      case Polygon polygon ->
          polygon.points().stream()
              .map(point -> text(point.x()) + "," + text(point.y()))
              .collect(Collectors.joining(" ", "<polygon points=\"", "\" " + fill + "/>"));
    };
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  private static byte[] sha256(String id) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
