/** The streaming job from change events to searchable shards: its operators and their order. */
@NullMarked
package org.gibsey.indexing;

import org.jspecify.annotations.NullMarked;
