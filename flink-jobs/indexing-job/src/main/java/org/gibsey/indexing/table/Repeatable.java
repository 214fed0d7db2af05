package org.gibsey.indexing.table;

import com.datastax.driver.core.exceptions.AuthenticationException;
import com.datastax.driver.core.exceptions.CodecNotFoundException;
import com.datastax.driver.core.exceptions.DriverException;
import com.datastax.driver.core.exceptions.DriverInternalError;
import com.datastax.driver.core.exceptions.InvalidTypeException;
import com.datastax.driver.core.exceptions.NoHostAvailableException;
import com.datastax.driver.core.exceptions.QueryValidationException;

/** Tells failures that pass by themselves from those that somebody must put right. */
final class Repeatable {
  private Repeatable() {}

  /**
   * Whether the same request may succeed later: the node is away, overloaded, starting or too slow.
   * Not when it refuses the request for what it says, or the user for who they are.
   */
  static boolean is(Throwable failure) {
    if (failure instanceof NoHostAvailableException nobody) {
      return nobody.getErrors().values().stream()
          .noneMatch(AuthenticationException.class::isInstance);
    }
    return failure instanceof DriverException
        && !(failure instanceof QueryValidationException
            || failure instanceof AuthenticationException
            || failure instanceof CodecNotFoundException
            || failure instanceof InvalidTypeException
            || failure instanceof DriverInternalError);
  }
}
