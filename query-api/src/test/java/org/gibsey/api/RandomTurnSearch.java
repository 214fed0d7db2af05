package org.gibsey.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A search of turns that tries what there is to see more than one's own.
 *
 * @param members of the body, beside its filter
 * @param wanted what its filter means, whoever asks
 */
record RandomTurnSearch(List<String> members, String filter, Predicate<TestTurn> wanted) {
  /** Those who may ask, and one who never does. */
  static final List<String> OWNERS = List.of("reader", "writer", "admin", "nobody");

  /** A condition, and what it means. */
  private record Condition(String json, Predicate<TestTurn> holds) {}

  static RandomTurnSearch of(Random random) {
    List<Condition> must = conditions(random);
    List<Condition> should = conditions(random);
    List<Condition> mustNot = conditions(random);
    return new RandomTurnSearch(
        members(random),
        "{\"must\":%s,\"should\":%s,\"must_not\":%s}"
            .formatted(json(must), json(should), json(mustNot)),
        turn ->
            must.stream().allMatch(c -> c.holds().test(turn))
                && (should.isEmpty() || should.stream().anyMatch(c -> c.holds().test(turn)))
                && mustNot.stream().noneMatch(c -> c.holds().test(turn)));
  }

  /** The body, of which everything is found that may be found. */
  String body(String... more) {
    List<String> all = new ArrayList<>(members);
    all.add("\"filter\":" + filter);
    all.addAll(List.of(more));
    return all.stream().collect(Collectors.joining(",", "{", "}"));
  }

  private static List<String> members(Random random) {
    List<String> members = new ArrayList<>(List.of("\"query\":\"salt\""));
    members.add("\"mode\":\"" + List.of("text", "vector", "hybrid").get(random.nextInt(3)) + "\"");
    members.add("\"group_by\":\"" + (random.nextBoolean() ? "row" : "passage") + "\"");
    if (random.nextBoolean()) {
      members.add("\"exact\":true");
    }
    if (random.nextBoolean()) {
      members.add("\"with_vectors\":true");
      members.add("\"highlight\":true");
    }
    if (random.nextInt(4) == 0) {
      members.add("\"candidates\":" + (1 + random.nextInt(10_000)));
    }
    return members;
  }

  private static List<Condition> conditions(Random random) {
    return IntStream.range(0, random.nextInt(3)).mapToObj(i -> condition(random)).toList();
  }

  private static Condition condition(Random random) {
    String owner = OWNERS.get(random.nextInt(OWNERS.size()));
    int number = random.nextInt(12);
    return switch (random.nextInt(6)) {
      case 0 -> is("owner_id", owner, turn -> turn.owner().equals(owner));
      case 1 -> new Condition("{\"field\":\"owner_id\",\"exists\":true}", turn -> true);
      case 2 ->
          new Condition(
              "{\"field\":\"owner_id\",\"in\":[\"nobody\",\"%s\"]}".formatted(owner),
              turn -> turn.owner().equals("nobody") || turn.owner().equals(owner));
      case 3 -> is("chat_id", owner + "-1", turn -> turn.chat().equals(owner + "-1"));
      case 4 -> is("speaker", "reader", turn -> turn.speaker().equals("reader"));
      default ->
          new Condition(
              "{\"field\":\"turn_num\",\"lte\":%d}".formatted(number),
              turn -> turn.number() <= number);
    };
  }

  private static Condition is(String field, String value, Predicate<TestTurn> holds) {
    return new Condition("{\"field\":\"%s\",\"eq\":\"%s\"}".formatted(field, value), holds);
  }

  private static String json(List<Condition> conditions) {
    return conditions.stream().map(Condition::json).collect(Collectors.joining(",", "[", "]"));
  }
}
