/**
 * Pictures that answer questions to runs: curves over steps, points, maps and histograms. Each is a
 * {@link io.metalab.capture.plot.Figure}, which says in small print what it leaves out.
 */
@NullMarked
package io.metalab.core.chart;

import org.jspecify.annotations.NullMarked;
