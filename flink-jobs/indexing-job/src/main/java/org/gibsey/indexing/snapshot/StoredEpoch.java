package org.gibsey.indexing.snapshot;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gibsey.snapshot.ManifestName;

/** Which attempt wrote a file in the folder of a shard. */
final class StoredEpoch {
  private static final Pattern STORED = Pattern.compile(".+\\.(\\d{1,18})");

  private StoredEpoch() {}

  /** The epoch in the name of a file, half-written ones included; empty when it is none of ours. */
  static OptionalLong of(String file) {
    String name =
        file.endsWith(SnapshotTarget.PART)
            ? file.substring(0, file.length() - SnapshotTarget.PART.length())
            : file;
    var manifest = ManifestName.parse(name);
    if (manifest.isPresent()) {
      return OptionalLong.of(manifest.get().epoch());
    }
    Matcher matcher = STORED.matcher(name);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
