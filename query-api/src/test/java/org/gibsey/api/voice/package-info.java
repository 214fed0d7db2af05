@NullMarked
package org.gibsey.api.voice;

import org.jspecify.annotations.NullMarked;
