/** The metalab command. */
@NullMarked
package io.metalab.cli;

import org.jspecify.annotations.NullMarked;
