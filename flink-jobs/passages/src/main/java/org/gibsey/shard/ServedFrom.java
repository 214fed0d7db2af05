package org.gibsey.shard;

/** Where an answer comes from. */
public enum ServedFrom {
  /** The job's own index. */
  LIVE,
  /** The last published copy of it. */
  SNAPSHOT
}
