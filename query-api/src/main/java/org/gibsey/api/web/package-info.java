/** The static files of the reading page. */
@NullMarked
package org.gibsey.api.web;

import org.jspecify.annotations.NullMarked;
