/**
 * Whether the ledger can lie: processes that work on the same accounts, are killed and have wrong
 * clocks, while others read.
 */
@NullMarked
package org.gibsey.verification.ledger;

import org.jspecify.annotations.NullMarked;
