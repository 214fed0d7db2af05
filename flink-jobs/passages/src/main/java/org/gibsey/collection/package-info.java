/** Which tables are indexed, and how: the content of {@code collections.yaml}. */
@NullMarked
package org.gibsey.collection;

import org.jspecify.annotations.NullMarked;
