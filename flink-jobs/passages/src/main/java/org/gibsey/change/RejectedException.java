package org.gibsey.change;

import org.gibsey.change.DecodeResult.RejectReason;
import org.jspecify.annotations.Nullable;

/** Leaves the decoder's call stack with a refusal; never leaves the package. */
final class RejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RejectReason reason;
  private final @Nullable String rowKey;

  RejectedException(RejectReason reason, String detail, @Nullable String rowKey) {
    super(detail, null, false, false);
    this.reason = reason;
    this.rowKey = rowKey;
  }

  static RejectedException malformed(String detail) {
    return new RejectedException(RejectReason.MALFORMED_EVENT, detail, null);
  }

  DecodeResult.Rejected result() {
    return new DecodeResult.Rejected(reason, String.valueOf(getMessage()), rowKey);
  }
}
