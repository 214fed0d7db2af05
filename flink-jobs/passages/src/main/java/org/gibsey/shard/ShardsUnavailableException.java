package org.gibsey.shard;

import java.util.List;
import java.util.stream.Collectors;

/** Not every shard of the collection answered in time, so that there is no whole answer. */
public sealed class ShardsUnavailableException extends Exception permits WriteNotVisibleException {
  private static final long serialVersionUID = 1L;

  private final transient List<MissingShard> missing;

  /** Nothing is known of any shard. */
  public ShardsUnavailableException(String message) {
    super(message);
    missing = List.of();
  }

  /** Nothing is known of any shard. */
  public ShardsUnavailableException(String message, Throwable cause) {
    super(message, cause);
    missing = List.of();
  }

  /**
   * Some shards did not answer.
   *
   * @param missing these shards, and why
   */
  public ShardsUnavailableException(List<MissingShard> missing) {
    super(missing.stream().map(MissingShard::toString).collect(Collectors.joining("; ")));
    this.missing = List.copyOf(missing);
  }

  /** The shards that did not answer, by number; empty when none is known. */
  public List<MissingShard> missing() {
    return missing;
  }
}
