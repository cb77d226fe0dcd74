package io.metalab.core.search.algorithm;

/**
 * How a simplex moves.
 *
 * @param reflection factor by which the worst corner is reflected
 * @param expansion factor by which a reflection is expanded
 * @param contraction factor by which the worst corner is drawn in
 * @param shrink factor by which all corners are drawn towards the best
 * @param step length of the first edges
 * @param tolerance size at which it is over
 */
record SimplexRules(
    double reflection,
    double expansion,
    double contraction,
    double shrink,
    double step,
    double tolerance) {}
