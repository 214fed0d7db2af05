package org.gibsey.api.access;

/** Something that belongs to the caller whose request made it. */
public interface Owned {
  /** The {@link Caller#id} of its owner. */
  String ownerId();
}
