package org.gibsey.api.cassandra;

/** The keyspace that all statements name. */
final class Keyspace {
  static final String NAME = "gibsey";

  private Keyspace() {}
}
