/** What a person says with Ctrl-C, and the system with TERM. */
@NullMarked
package io.metalab.cli.signal;

import org.jspecify.annotations.NullMarked;
