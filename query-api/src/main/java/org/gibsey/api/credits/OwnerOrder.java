package org.gibsey.api.credits;

/** The order in which owners come in the ledger's file. */
@FunctionalInterface
interface OwnerOrder {
  /** Tells of each owner once. */
  void forEach(Each each);

  /** Told of an owner. */
  @FunctionalInterface
  interface Each {
    /**
     * An owner.
     *
     * @param name what stands for it in the file
     */
    void owner(String owner, String name);
  }
}
