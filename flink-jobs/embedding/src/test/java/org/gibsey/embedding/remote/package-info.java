@NullMarked
package org.gibsey.embedding.remote;

import org.jspecify.annotations.NullMarked;
