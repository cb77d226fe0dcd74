package io.dymad.dmd;

import io.dymad.dmd.ModalModel.Amplitudes;
import io.dymad.numerics.Dense;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Svd;

/**
 * Subspace dynamic mode decomposition, for series with random forcing and sensor noise: the future
 * of two snapshots is projected on the past of two before the operator is fitted.
 *
 * @param rule which singular values of the projected future are used
 * @see <a href="https://doi.org/10.1103/PhysRevE.96.033310">Takeishi, Kawahara and Yairi (2017),
 *     algorithm 2</a>
 */
public record SubspaceDmd(RankRule rule) {
  /**
   * Fits a model to one series of snapshots, one in each row.
   *
   * @throws IllegalArgumentException if there are fewer than 5 snapshots
   */
  public <M extends Dense<M>> ModalModel fit(M series, double step) {
    int rows = series.rows() - 3;
    if (rows < 2) {
      throw new IllegalArgumentException(
          "Subspace DMD needs at least 5 snapshots, not %d.".formatted(series.rows()));
    }
    int sensors = series.columns();
    M past = series.rows(0, rows).beside(series.rows(1, rows + 1));
    M future = series.rows(2, rows + 2).beside(series.rows(3, rows + 3));
    M directions = past.svd().truncate(RankRule.full()).u();
    M projected = directions.times(directions.adjointTimes(future));
    // Rows of the right singular vectors: the first half belongs to a snapshot, the second to its
    // successor.
    M loading = projected.svd().truncate(rule).v().adjoint();
    M now = loading.columns(0, sensors);
    M next = loading.columns(sensors, 2 * sensors);
    Svd<M> svd = now.svd().truncate(RankRule.full());
    Dmd dmd = new Dmd(rule, Dmd.Modes.PROJECTED, Amplitudes.FIRST, 0);
    return dmd.fit(new Snapshots<>(now, next, series, step), svd);
  }
}
