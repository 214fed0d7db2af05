/** The routes behind a listening socket, each with the access it declares. */
@NullMarked
package org.gibsey.api.server;

import org.jspecify.annotations.NullMarked;
