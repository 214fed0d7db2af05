package org.gibsey.indexing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a record in state may become without losing what was written before. */
final class StateEvolutionTest {
  @TempDir Path folder;

  private byte[] written = new byte[0];

  @BeforeEach
  void writeStateOfTheFirstVersion() throws Exception {
    Class<?> note = compiled("1", "public record Note(String text, long time) {}");
    written = write(note, note.getConstructors()[0].newInstance("sea", 7L));
  }

  @Test
  void anAddedComponentIsMigratedToItsDefault() throws Exception {
    Class<?> note = compiled("2", "public record Note(String text, long time, String author) {}");

    assertThat(StateFormats.read(note, written))
        .singleElement()
        .hasToString("Note[text=sea, time=7, author=null]");
  }

  @Test
  void aComponentOfAnotherTypeIsRefused() throws Exception {
    Class<?> note = compiled("3", "public record Note(String text, String time) {}");

    assertThatThrownBy(() -> StateFormats.read(note, written))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not compatible");
  }

  private Class<?> compiled(String version, String source) throws Exception {
    Path classes = Files.createDirectory(folder.resolve(version));
    Path file = Files.writeString(classes.resolve("Note.java"), source);
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), file.toString());
    assertThat(failed).isZero();
    return new URLClassLoader(new URL[] {classes.toUri().toURL()}).loadClass("Note");
  }

  private static <T> byte[] write(Class<T> type, Object value) throws Exception {
    return StateFormats.write(type, List.of(type.cast(value)));
  }
}
