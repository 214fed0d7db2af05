/** What operators ask: is it alive, is it ready, and how does it fare. */
@NullMarked
package org.gibsey.api.health;

import org.jspecify.annotations.NullMarked;
