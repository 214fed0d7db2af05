/** Whether the tables that collections name are such that their rows can be followed. */
@NullMarked
package org.gibsey.indexing.source;

import org.jspecify.annotations.NullMarked;
