/** Who may call which route. */
@NullMarked
package org.gibsey.api.access;

import org.jspecify.annotations.NullMarked;
