/** Responses of server-sent events. */
@NullMarked
package org.gibsey.api.sse;

import org.jspecify.annotations.NullMarked;
