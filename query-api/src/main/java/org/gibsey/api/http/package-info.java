/** What every request and response shares: strict bodies, problems, request ids, headers. */
@NullMarked
package org.gibsey.api.http;

import org.jspecify.annotations.NullMarked;
