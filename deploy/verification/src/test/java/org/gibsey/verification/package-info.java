/** The whole stack under test: real processes, started by the project's own scripts. */
@NullMarked
package org.gibsey.verification;

import org.jspecify.annotations.NullMarked;
