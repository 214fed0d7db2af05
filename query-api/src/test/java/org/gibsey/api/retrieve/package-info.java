@NullMarked
package org.gibsey.api.retrieve;

import org.jspecify.annotations.NullMarked;
