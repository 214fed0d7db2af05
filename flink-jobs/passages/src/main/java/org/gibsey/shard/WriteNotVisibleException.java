package org.gibsey.shard;

/**
 * All shards could be reached, but the write that a search must see was not visible in time. Asking
 * again later may do.
 */
public final class WriteNotVisibleException extends ShardsUnavailableException {
  private static final long serialVersionUID = 1L;

  WriteNotVisibleException(Throwable cause) {
    super("the awaited write is not searchable yet", cause);
  }
}
