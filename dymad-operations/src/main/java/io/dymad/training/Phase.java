package io.dymad.training;

/** A part of a training. */
public sealed interface Phase permits GradientPhase, LinearSolve, DataPhase, Export {}
