/** The state of the whole stack, for people and for programs. */
@NullMarked
package org.gibsey.tools.status;

import org.jspecify.annotations.NullMarked;
