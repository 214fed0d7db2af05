package org.gibsey.api.access;

/** What the holder of a key may do; later members may do all that earlier ones may. */
public enum Role {
  /** Reads, searches and asks. */
  READER,
  /** Also writes and deletes pages. */
  WRITER,
  /** Also does what changes the system. */
  ADMIN;

  boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
