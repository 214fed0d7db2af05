package org.gibsey.benchmarks.embedding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory of this process, as Linux tells it. */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

  private ResidentMemory() {}

  /** Resident bytes of this process, or empty where the operating system does not tell them. */
  static OptionalLong bytes() throws IOException {
    return Files.isReadable(STATUS) ? bytes(Files.readString(STATUS)) : OptionalLong.empty();
  }

  /** The resident bytes in the text of {@code /proc/<pid>/status}, see proc_pid_status(5). */
  static OptionalLong bytes(String status) {
    Matcher found = RESIDENT.matcher(status);
    return found.find()
        ? OptionalLong.of(Long.parseLong(found.group(1)) * 1024)
        : OptionalLong.empty();
  }

  /** Whole MiB, or {@code unknown}. */
  static String mebibytes(OptionalLong bytes) {
    return bytes.isPresent()
        ? String.format(Locale.ROOT, "%d MiB", bytes.getAsLong() >> 20)
        : "unknown";
  }
}
