/** Tests of how the model's archive is assembled and kept. */
@NullMarked
package org.gibsey.embedding.archive;

import org.jspecify.annotations.NullMarked;
