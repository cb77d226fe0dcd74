package io.dymad.dmd;

import io.dymad.numerics.Dense;
import io.dymad.numerics.RankRule;

/**
 * Total-least-squares dynamic mode decomposition: snapshots and successors are projected on the
 * leading directions in time that both share, which takes noise of both into account.
 *
 * @param projection which singular values of {@code [X Y]} are used
 * @param dmd what is fitted to the projected snapshots
 * @see <a href="https://doi.org/10.1007/s00162-017-0432-2">Hemati et al. (2017), algorithm 1</a>
 */
public record TotalLeastSquaresDmd(RankRule projection, Dmd dmd) {
  /** Returns the method that uses one rank for both. */
  public static TotalLeastSquaresDmd of(RankRule rule) {
    return new TotalLeastSquaresDmd(rule, Dmd.of(rule));
  }

  /** Fits a model. */
  public <M extends Dense<M>> ModalModel fit(Snapshots<M> snapshots) {
    M directions = snapshots.now().beside(snapshots.next()).svd().truncate(projection).u();
    return dmd.fit(
        new Snapshots<>(
            directions.times(directions.adjointTimes(snapshots.now())),
            directions.times(directions.adjointTimes(snapshots.next())),
            snapshots.first(),
            snapshots.step()));
  }
}
