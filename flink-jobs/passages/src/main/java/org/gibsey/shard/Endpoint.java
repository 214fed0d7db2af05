package org.gibsey.shard;

/**
 * Where a shard is served.
 *
 * @param announcement what the server said
 * @param epoch offset of the announcement in its topic; a shard's higher epoch supersedes all lower
 *     ones
 */
record Endpoint(Announcement announcement, long epoch) {
  /** Where the server listens. */
  Address address() {
    return new Address(announcement.host(), announcement.port());
  }

  /** A server's address. */
  record Address(String host, int port) {}
}
