/** Why a row is found or not: what each store on its way knows of it. */
@NullMarked
package org.gibsey.api.trace;

import org.jspecify.annotations.NullMarked;
