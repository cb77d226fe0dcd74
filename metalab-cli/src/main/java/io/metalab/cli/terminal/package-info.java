/** What people see: streams, width, colour and glyphs. */
@NullMarked
package io.metalab.cli.terminal;

import org.jspecify.annotations.NullMarked;
