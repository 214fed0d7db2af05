/** The keys that open the API: makes them, lists them and takes them away. */
@NullMarked
package org.gibsey.tools.keys;

import org.jspecify.annotations.NullMarked;
