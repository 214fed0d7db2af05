/**
 * Faults in the middle of a stream of writes, and whether anything got lost, came twice or came
 * back.
 */
@NullMarked
package org.gibsey.verification.faults;

import org.jspecify.annotations.NullMarked;
