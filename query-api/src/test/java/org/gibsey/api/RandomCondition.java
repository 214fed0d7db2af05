package org.gibsey.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A condition of a filter, and what it means for a page.
 *
 * @param json the condition as it is sent
 * @param holds the same, of a page
 */
record RandomCondition(String json, Predicate<TestPage> holds) {
  static final List<String> NAMES = List.of("Edda", "Rune", "The \\\"old\\\" gardener", "Ö", "7");

  static RandomCondition of(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> number(random);
      case 1 -> keyword("speaker", random);
      case 2 -> keyword("chapter", random);
      default -> book(random);
    };
  }

  /** The column's value as a page has it: what stands escaped in the body. */
  static String plain(String name) {
    return name.replace("\\", "");
  }

  private static @Nullable String value(String column, TestPage page) {
    return column.equals("speaker") ? page.speaker() : page.chapter();
  }

  private static RandomCondition keyword(String column, Random random) {
    String field = "{\"field\":\"" + column + "\",";
    String name = NAMES.get(random.nextInt(NAMES.size()));
    return switch (random.nextInt(3)) {
      case 0 ->
          new RandomCondition(
              field + "\"eq\":" + (name.equals("7") ? "7" : "\"" + name + "\"") + "}",
              page -> Objects.equals(value(column, page), plain(name)));
      case 1 -> {
        List<String> names = new ArrayList<>(List.of(name));
        names.add(NAMES.get(random.nextInt(NAMES.size())));
        yield new RandomCondition(
            field
                + "\"in\":["
                + names.stream().map(n -> "\"" + n + "\"").collect(Collectors.joining(","))
                + "]}",
            page -> names.stream().anyMatch(n -> Objects.equals(value(column, page), plain(n))));
      }
      default ->
          new RandomCondition(field + "\"exists\":true}", page -> value(column, page) != null);
    };
  }

  private static RandomCondition book(Random random) {
    String book = "book-" + random.nextInt(4);
    return new RandomCondition(
        "{\"field\":\"book_id\",\"eq\":\"" + book + "\"}", page -> page.book().equals(book));
  }

  private static RandomCondition number(Random random) {
    double low = random.nextInt(60) / 2.0 - 3;
    double high = low + random.nextInt(40) / 2.0;
    String field = "{\"field\":\"page_num\",";
    return switch (random.nextInt(5)) {
      case 0 -> new RandomCondition(field + "\"eq\":" + low + "}", page -> page.number() == low);
      case 1 ->
          new RandomCondition(
              field + "\"gt\":%s,\"lte\":%s}".formatted(text(low), text(high)),
              page -> page.number() > low && page.number() <= high);
      case 2 ->
          new RandomCondition(
              field + "\"gte\":%s,\"lt\":%s}".formatted(text(low), text(high)),
              page -> page.number() >= low && page.number() < high);
      case 3 ->
          new RandomCondition(
              field + "\"in\":[%s,%s,5]}".formatted(text(low), text(high)),
              page -> page.number() == low || page.number() == high || page.number() == 5);
      default -> new RandomCondition(field + "\"exists\":true}", page -> true);
    };
  }

  private static String text(double number) {
    return number % 1 == 0 ? Long.toString((long) number) : Double.toString(number);
  }
}
