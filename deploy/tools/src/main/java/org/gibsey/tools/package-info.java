/**
 * The program behind the scripts of {@code deploy/}: one subcommand for each thing bash cannot do.
 */
@NullMarked
package org.gibsey.tools;

import org.jspecify.annotations.NullMarked;
