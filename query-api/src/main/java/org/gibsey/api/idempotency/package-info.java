/** Requests that may be sent again without being carried out again. */
@NullMarked
package org.gibsey.api.idempotency;

import org.jspecify.annotations.NullMarked;
