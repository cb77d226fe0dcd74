/** Where log lines go. */
@NullMarked
package io.metalab.cli.logging;

import org.jspecify.annotations.NullMarked;
