/** The tools of {@code metalab mcp}: thin adapters over the commands and the store they read. */
@NullMarked
package io.metalab.cli.tools;

import org.jspecify.annotations.NullMarked;
