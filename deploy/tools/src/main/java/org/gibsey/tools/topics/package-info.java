/** Creates Kafka's topics, and says what is in them. */
@NullMarked
package org.gibsey.tools.topics;

import org.jspecify.annotations.NullMarked;
