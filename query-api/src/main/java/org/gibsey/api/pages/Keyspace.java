package org.gibsey.api.pages;

/** The keyspace that all statements of this package name. */
final class Keyspace {
  static final String NAME = "gibsey";

  private Keyspace() {}
}
