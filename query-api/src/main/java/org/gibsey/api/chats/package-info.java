/** Conversations with characters: chats, turns, and their streams of events. */
@NullMarked
package org.gibsey.api.chats;

import org.jspecify.annotations.NullMarked;
