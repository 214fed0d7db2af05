/** What becomes of what a reader deleted: where it is gone, where it remains, and how long. */
@NullMarked
package org.gibsey.api.receipts;

import org.jspecify.annotations.NullMarked;
