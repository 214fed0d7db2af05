package org.gibsey.api.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gibsey.shard.CollectionStats;
import org.gibsey.shard.PassageSearch;
import org.gibsey.shard.ServedFrom;
import org.gibsey.shard.ShardsUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the live shards hold, found out when somebody looks. */
public final class IndexStatus {
  private static final Logger LOG = LoggerFactory.getLogger(IndexStatus.class);
  private static final Duration DEADLINE = Duration.ofSeconds(1);
  private static final Duration MAX_AGE = Duration.ofMillis(500);

  private final PassageSearch shards;
  private final Map<String, Recent<Optional<CollectionStats>>> collections;

  public IndexStatus(PassageSearch shards, List<String> collections) {
    this.shards = shards;
    this.collections =
        collections.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(), name -> new Recent<>(MAX_AGE, () -> ask(name))));
  }

  /** The statistics of a collection, or empty when no shard answers. */
  Optional<CollectionStats> of(String collection) {
    return Optional.ofNullable(collections.get(collection)).flatMap(Recent::get);
  }

  /**
   * Up when every shard of every collection answers; degraded when a snapshot stands in for every
   * one that doesn't.
   */
  public Dependency.State state() {
    boolean up = true;
    boolean able = true;
    StringBuilder detail = new StringBuilder();
    for (String name : collections.keySet().stream().sorted().toList()) {
      Optional<CollectionStats> stats = of(name);
      boolean live = stats.filter(s -> s.shardsLive() == s.shards()).isPresent();
      up &= live;
      able &= live || stats.filter(s -> s.servedFrom() == ServedFrom.SNAPSHOT).isPresent();
      detail
          .append(detail.isEmpty() ? "" : "; ")
          .append(name)
          .append(": ")
          .append(stats.map(IndexStatus::told).orElse("no shard answers"));
    }
    return new Dependency.State(up, able && !up, detail.toString());
  }

  private static String told(CollectionStats stats) {
    Duration age = stats.age();
    return age == null
        ? stats.shardsLive() + " of " + stats.shards() + " shards answer"
        : "no shard answers, served from a snapshot of " + age.toSeconds() + " s ago";
  }

  private Optional<CollectionStats> ask(String collection) {
    try {
      return Optional.of(shards.stats(collection, DEADLINE));
    } catch (ShardsUnavailableException e) {
      LOG.debug("The shards of {} do not answer", collection, e);
      return Optional.empty();
    }
  }
}
