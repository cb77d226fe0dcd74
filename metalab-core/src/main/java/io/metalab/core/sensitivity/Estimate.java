package io.metalab.core.sensitivity;

/**
 * An index with its confidence interval.
 *
 * @param value the index
 * @param low the low end of the interval
 * @param high the high end of the interval
 */
public record Estimate(double value, double low, double high) {}
