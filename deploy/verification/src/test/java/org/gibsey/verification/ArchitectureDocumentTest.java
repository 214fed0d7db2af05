package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents name only what exists. */
final class ArchitectureDocumentTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][A-Za-z]*)+)`");
  private static final Pattern FILE =
      Pattern.compile("\\b((?:deploy|benchmarks|connectors|docs|flink-jobs|query-api)/[\\w./-]+\\w)");

  @ParameterizedTest
  @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"})
  void namesOnlyClassesThatExist(String document) throws Exception {
    Set<String> classes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .forEach(name -> classes.add(name.substring(0, name.length() - ".java".length())));
    }
    Set<String> missing = named(CLASS, document);
    missing.removeAll(classes);
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"})
  void namesOnlyFilesThatExist(String document) throws Exception {
    assertThat(named(FILE, document))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
  }

  private static Set<String> named(Pattern pattern, String document) throws Exception {
    Set<String> names = new TreeSet<>();
    Matcher matcher = pattern.matcher(Files.readString(ROOT.resolve(document)));
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }
}
