/** Reading the description of the API, for tests. */
@NullMarked
package org.gibsey.api.openapi;

import org.jspecify.annotations.NullMarked;
