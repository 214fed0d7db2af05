/** The description of this API, served by itself. */
@NullMarked
package org.gibsey.api.openapi;

import org.jspecify.annotations.NullMarked;
