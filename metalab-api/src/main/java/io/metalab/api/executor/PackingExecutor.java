package io.metalab.api.executor;

/**
 * An executor that packs many runs into one submission to somebody else's queue, and so is given as
 * many at once as its window lets in. Any other is given no more than it will soon start, so that
 * other controllers of the same study find some, too.
 */
public interface PackingExecutor extends Executor {}
