/** Tokens of writes, by which a later search sees them. */
@NullMarked
package org.gibsey.api.token;

import org.jspecify.annotations.NullMarked;
