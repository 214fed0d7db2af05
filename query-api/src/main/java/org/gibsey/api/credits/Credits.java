package org.gibsey.api.credits;

import java.util.List;
import java.util.function.Consumer;
import org.gibsey.api.http.Problem;

/**
 * What readers may spend. Every change is an entry of the owner's ledger, made once for each
 * operation's id however often it is asked for. Amounts are whole credits. Safe for use by many
 * threads; each method waits for Cassandra.
 */
public interface Credits {
  /**
   * What an owner has. An owner without an account is given one, with the opening grant.
   *
   * @throws Problem of the type {@code STORE_UNAVAILABLE} when the ledger cannot be read
   */
  Account account(String ownerId);

  /**
   * Sets the most that something can cost aside. Reserving again under the same id changes nothing.
   *
   * @param reservation id of what is paid for, one of the owner's, 1 to 200 visible ASCII
   *     characters
   * @param credits from 0
   * @param purpose shown in the ledger
   * @throws Problem of the type {@code INSUFFICIENT_CREDITS} when the balance is lower; {@code
   *     STORE_UNAVAILABLE} when nothing was reserved; {@code WRITE_UNKNOWN} when nobody knows, and
   *     reserving again or settling tells
   */
  Account reserve(String ownerId, String reservation, long credits, String purpose);

  /**
   * Pays for what was reserved and gives the rest back. The first settlement counts; later ones
   * return what that one took. A reservation that never came into being is barred.
   *
   * @param credits what is taken; when more than was reserved, only that is
   * @return the credits that were taken
   * @throws Problem of the type {@code STORE_UNAVAILABLE} or {@code WRITE_UNKNOWN}; settling again
   *     is safe
   */
  long settle(String ownerId, String reservation, long credits, Outcome outcome);

  /**
   * Says that what was reserved for is still going on. A reservation that nobody says this of for a
   * while is abandoned, and settled by a sweeper.
   */
  void stillGoing(String ownerId, String reservation);

  /**
   * Gives credits for something that a reader did, unless the day's most are reached.
   *
   * @param operation id of what was done; earns once
   * @return the credits that were given, 0 when this earned before or the day's most are reached
   */
  long earn(String ownerId, Earning earning, String operation);

  /**
   * Gives credits.
   *
   * @param operation id of the gift, 1 to 200 visible ASCII characters; giving it again returns the
   *     entry of the first time
   * @param credits 1 to 1,000,000
   * @param reason shown in the ledger
   * @throws Problem of the type {@code STORE_UNAVAILABLE} or {@code WRITE_UNKNOWN}; giving again is
   *     safe
   */
  Entry grant(String ownerId, String operation, long credits, String reason);

  /**
   * Entries of an owner's ledger, newest first. An owner without an account has none.
   *
   * @param before only entries with lower numbers; {@link Long#MAX_VALUE} for the newest
   * @param limit at most so many, 1 to 1000
   * @throws Problem of the type {@code STORE_UNAVAILABLE} when the ledger cannot be read
   */
  List<Entry> entries(String ownerId, long before, int limit);

  /**
   * Tells of every owner who has an account, once, in no particular order, and of some or none of
   * those who get one meanwhile. Holds a bounded number of them at a time.
   *
   * @param each called in the calling thread; what it throws ends this
   * @throws Problem of the type {@code STORE_UNAVAILABLE} when the ledger cannot be read
   */
  void owners(Consumer<String> each);

  /** What earns credits. */
  enum Earning {
    /** A question to the books. */
    ASKING,
    /** A page that was written. */
    SAVING
  }

  /** How something that was reserved for came to its end. */
  enum Outcome {
    /** It was completed. */
    DONE,
    /** Its reader stopped it. */
    STOPPED,
    /** It failed. */
    FAILED,
    /** Its process ended before it did. */
    ABANDONED
  }
}
