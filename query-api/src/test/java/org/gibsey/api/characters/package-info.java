/** Cards, lorebooks and pictures without a server. */
@NullMarked
package org.gibsey.api.characters;

import org.jspecify.annotations.NullMarked;
