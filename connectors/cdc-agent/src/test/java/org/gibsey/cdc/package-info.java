/** Tests of the CDC agent. */
@NullMarked
package org.gibsey.cdc;

import org.jspecify.annotations.NullMarked;
