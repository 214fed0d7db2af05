/** What readers may spend: accounts, an append-only ledger, prices and reservations. */
@NullMarked
package org.gibsey.api.credits;

import org.jspecify.annotations.NullMarked;
