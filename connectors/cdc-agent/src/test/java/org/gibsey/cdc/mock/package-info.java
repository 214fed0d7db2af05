@NullMarked
package org.gibsey.cdc.mock;

import org.jspecify.annotations.NullMarked;
