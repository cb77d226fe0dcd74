/** Operations that are commands: programs in any language, run as processes. */
@NullMarked
package io.metalab.core.command;

import org.jspecify.annotations.NullMarked;
