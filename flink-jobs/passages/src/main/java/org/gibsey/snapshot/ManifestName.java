package org.gibsey.snapshot;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a manifest in the folder of its shard. It tells the order without a look inside: the
 * later attempt wins, whatever its checkpoint, and within an attempt the later checkpoint.
 *
 * @param epoch see {@link Manifest#epoch}
 * @param checkpoint see {@link Manifest#checkpoint}
 */
public record ManifestName(long epoch, long checkpoint) implements Comparable<ManifestName> {
  private static final Pattern FORM = Pattern.compile("manifest-(\\d{1,19})-(\\d{1,19})\\.json");

  private static final Comparator<ManifestName> ORDER =
      Comparator.comparingLong(ManifestName::epoch).thenComparingLong(ManifestName::checkpoint);

  /** The manifest of that name, or empty when the file is something else. */
  public static Optional<ManifestName> parse(String file) {
    Matcher matcher = FORM.matcher(file);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ManifestName(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))));
    } catch (NumberFormatException e) {
      // Nineteen digits may be more than a long holds; nothing of ours is.
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(ManifestName other) {
    return ORDER.compare(this, other);
  }

  /** The file's name. */
  @Override
  public String toString() {
    return "manifest-%019d-%019d.json".formatted(epoch, checkpoint);
  }
}
