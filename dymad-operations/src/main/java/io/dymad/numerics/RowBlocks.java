package io.dymad.numerics;

/**
 * A matrix that is made block by block, so that it need not be in memory as a whole.
 *
 * @param <M> the type of the blocks
 */
@FunctionalInterface
public interface RowBlocks<M extends Dense<M>> {
  /** Returns the rows from a start to before an end. */
  M rows(int from, int to);
}
