package org.gibsey.embedding.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ArchiveCacheTest {
  private static final byte[] CONTENT = "weights and source".getBytes(StandardCharsets.UTF_8);

  enum Damage {
    CHANGED_FILE,
    CUT_FILE,
    EMPTY_FILE,
    MISSING_FILE,
    MISSING_CHECKSUM,
    UNREADABLE_CHECKSUM;

    void to(Path file, Path checksum) throws IOException {
      switch (this) {
        case CHANGED_FILE -> Files.writeString(file, "weights and sauces");
        case CUT_FILE -> Files.writeString(file, "weights");
        case EMPTY_FILE -> Files.writeString(file, "");
        case MISSING_FILE -> Files.delete(file);
        case MISSING_CHECKSUM -> Files.delete(checksum);
        case UNREADABLE_CHECKSUM -> Files.write(checksum, new byte[] {-1, -2, 0});
      }
    }
  }

  private final AtomicInteger assemblies = new AtomicInteger();
  private final ArchiveCache.Assembly assembly =
      out -> {
        assemblies.incrementAndGet();
        out.write(CONTENT);
      };

  @TempDir private Path folder;

  @Test
  void assemblesOnceInFolderThatIsMissing() throws IOException {
    Path deep = folder.resolve("a/b");
    Path file = new ArchiveCache(deep, "m.pt").get(assembly);
    assertThat(new ArchiveCache(deep, "m.pt").get(assembly))
        .isEqualTo(file)
        .hasBinaryContent(CONTENT);
    assertThat(assemblies).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void repairs(Damage damage) throws IOException {
    ArchiveCache cache = new ArchiveCache(folder, "m.pt");
    Path file = cache.get(assembly);
    damage.to(file, folder.resolve("m.pt.sha256"));
    assertThat(cache.get(assembly)).hasBinaryContent(CONTENT);
    assertThat(cache.get(assembly)).hasBinaryContent(CONTENT);
    assertThat(assemblies).hasValue(2);
  }

  @Test
  void offersNothingAfterAnAssemblyThatFailed() throws IOException {
    ArchiveCache cache = new ArchiveCache(folder, "m.pt");
    assertThatThrownBy(
            () ->
                cache.get(
                    out -> {
                      out.write(1);
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
    assertThat(folder.resolve("m.pt")).doesNotExist();
    assertThat(cache.get(assembly)).hasBinaryContent(CONTENT);
  }
}
