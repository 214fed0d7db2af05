/** The API in a process of its own: what it adds to a search, and what it does under load. */
@NullMarked
package org.gibsey.benchmarks.api;

import org.jspecify.annotations.NullMarked;
