/** Tests of chats that need their inside. */
@NullMarked
package org.gibsey.api.chats;

import org.jspecify.annotations.NullMarked;
