/** The commands. */
@NullMarked
package io.metalab.cli.command;

import org.jspecify.annotations.NullMarked;
