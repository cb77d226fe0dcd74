/** How figures are laid out and drawn. */
@NullMarked
package io.metalab.capture.plot.internal;

import org.jspecify.annotations.NullMarked;
