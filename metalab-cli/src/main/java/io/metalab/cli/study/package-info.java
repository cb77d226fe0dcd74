/** Runs studies for the commands. */
@NullMarked
package io.metalab.cli.study;

import org.jspecify.annotations.NullMarked;
