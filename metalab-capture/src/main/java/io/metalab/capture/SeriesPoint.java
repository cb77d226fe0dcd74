package io.metalab.capture;

/**
 * One point of a series.
 *
 * @param step where it stands
 * @param value what was captured there; may be NaN or infinite
 */
public record SeriesPoint(long step, double value) {}
