/**
 * Figures as data, and their drawing as SVG, PNG and WebP without a display.
 *
 * <p>A {@link io.metalab.capture.plot.Figure} is an immutable description: axes and series. {@link
 * io.metalab.capture.plot.Figures} draws it, the same bytes for equal figures on one JVM, and
 * writes the numbers in it as a table beside it. As a captured artifact a figure is drawn by the
 * extension of the artifact's name.
 */
@NullMarked
package io.metalab.capture.plot;

import org.jspecify.annotations.NullMarked;
