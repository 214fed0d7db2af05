/** The pages as tools for programs that speak the Model Context Protocol. */
@NullMarked
package org.gibsey.api.mcp;

import org.jspecify.annotations.NullMarked;
