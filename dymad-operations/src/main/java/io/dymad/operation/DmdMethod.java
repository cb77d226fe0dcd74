package io.dymad.operation;

import io.dymad.core.SnapshotPairs;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.dmd.BaggedDmd;
import io.dymad.dmd.ControlledModel;
import io.dymad.dmd.Dmd;
import io.dymad.dmd.DmdWithControl;
import io.dymad.dmd.ForwardBackwardDmd;
import io.dymad.dmd.Havok;
import io.dymad.dmd.ModalModel;
import io.dymad.dmd.ModalModel.Amplitudes;
import io.dymad.dmd.MultiresolutionDmd;
import io.dymad.dmd.OptimizedDmd;
import io.dymad.dmd.Snapshots;
import io.dymad.dmd.SparseDmd;
import io.dymad.dmd.StructuredDmd;
import io.dymad.dmd.SubspaceDmd;
import io.dymad.dmd.TotalLeastSquaresDmd;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.metalab.api.Params;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** The members of the DMD family by the names of the parameter {@code method}. */
enum DmdMethod {
  EXACT {
    @Override
    DmdFit fit(Trajectories train, Params params, RandomGenerator random, Runnable checkpoint) {
      return DmdFit.of(plain(params, Dmd.Modes.EXACT).fit(Snapshots.of(train), checkpoint));
    }
  },
  PROJECTED {
    @Override
    DmdFit fit(Trajectories train, Params params, RandomGenerator random, Runnable checkpoint) {
      return DmdFit.of(plain(params, Dmd.Modes.PROJECTED).fit(Snapshots.of(train), checkpoint));
    }
  },
  TOTAL_LEAST_SQUARES {
    @Override
    DmdFit fit(Trajectories train, Params params, RandomGenerator random, Runnable checkpoint) {
      RankRule rule = RankParameters.rule(params);
      return DmdFit.of(
          new TotalLeastSquaresDmd(rule, plain(params, Dmd.Modes.EXACT)).fit(Snapshots.of(train)));
    }
  },
  FORWARD_BACKWARD {
    @Override
    DmdFit fit(Trajectories train, Params params, RandomGenerator random, Runnable checkpoint) {
      return DmdFit.of(
          new ForwardBackwardDmd(RankParameters.rule(params), amplitudes(params))
              .fit(Snapshots.of(train)));
    }
  },
  SUBSPACE {
    @Override
    DmdFit fit(Trajectories train, Params params, RandomGenerator random, Runnable checkpoint) {
      Trajectory series = only(train);
      return DmdFit.of(
          new SubspaceDmd(RankParameters.rule(params)).fit(series.x(), train.uniformStep()));
    }
  },
  SPARSE {
    @Override
    DmdFit fit(Trajectories train, Params params, RandomGenerator random, Runnable checkpoint) {
      ModalModel model = plain(params, Dmd.Modes.EXACT).fit(Snapshots.of(train), checkpoint);
      checkpoint.run();
      SparseDmd.Choice choice =
          new SparseDmd(params.getDouble("penalty")).choose(model, train.get(0).x());
      return DmdFit.of(model.withAmplitudes(choice.polished()).select(choice.kept()))
          .converged(choice.converged());
    }
  },
  OPTIMIZED {
    @Override
    DmdFit fit(Trajectories train, Params params, RandomGenerator random, Runnable checkpoint) {
      Trajectory series = only(train);
      double[] times = series.elapsed();
      OptimizedDmd method = optimized(params);
      OptimizedDmd.Fit fit =
          method.fit(times, series.x(), method.initialExponents(times, series.x()), checkpoint);
      return DmdFit.of(fit.model()).converged(fit.converged());
    }
  },
  BAGGED {
    @Override
    DmdFit fit(Trajectories train, Params params, RandomGenerator random, Runnable checkpoint) {
      Trajectory series = only(train);
      BaggedDmd method =
          new BaggedDmd(optimized(params), params.getInt("bags"), params.getDouble("bag_fraction"));
      BaggedDmd.Fit fit = method.fit(series.elapsed(), series.x(), random, checkpoint);
      return DmdFit.of(fit.full().model())
          .converged(fit.full().converged())
          .deviations(
              Matrix.ofColumn(fit.growthDeviations())
                  .beside(Matrix.ofColumn(fit.frequencyDeviations())));
    }
  },
  HAVOK {
    @Override
    DmdFit fit(Trajectories train, Params params, RandomGenerator random, Runnable checkpoint) {
      Trajectory series = only(train);
      int delay = params.getInt("delay");
      if (series.x().columns() != delay + 1) {
        throw Refusals.of(
            "params.states",
            "HAVOK looks at one signal, but there are %d state variables."
                .formatted(series.x().columns() / (delay + 1)));
      }
      double[] signal = signal(series.x());
      Havok method = new Havok(delay + 1, RankParameters.fixed(params, "havok"));
      Havok.Fit fit = method.fit(signal, train.uniformStep());
      return DmdFit.of(method.model(fit, signal, train.uniformStep()))
          .with("havok_a", fit.a())
          .with("havok_b", fit.b());
    }
  },
  CONTROL {
    @Override
    DmdFit fit(Trajectories train, Params params, RandomGenerator random, Runnable checkpoint) {
      ControlledModel model =
          new DmdWithControl(RankRule.full(), RankParameters.rule(params))
              .fit(SnapshotPairs.of(train));
      return DmdFit.of(model).condition(model.condition()).with("b", model.b());
    }
  },
  STRUCTURED {
    @Override
    DmdFit fit(Trajectories train, Params params, RandomGenerator random, Runnable checkpoint) {
      return DmdFit.of(structure(params).model(Snapshots.of(train)));
    }
  },
  MULTIRESOLUTION {
    @Override
    DmdFit fit(Trajectories train, Params params, RandomGenerator random, Runnable checkpoint) {
      Trajectory series = only(train);
      double step = train.uniformStep();
      MultiresolutionDmd.Fit fit =
          new MultiresolutionDmd(
                  params.getInt("levels"),
                  RankParameters.rule(params),
                  params.getDouble("max_cycles"))
              .fit(series.x(), step, checkpoint);
      return DmdFit.of(fit.level(0).get(0).model(step)).windows(fit, step);
    }
  };

  /** Returns the method of params. */
  static DmdMethod of(Params params) {
    return valueOf(params.getString("method").toUpperCase(Locale.ROOT));
  }

  /** Returns the name that the parameter has. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Fits trajectories.
   *
   * @param checkpoint called now and then; what it throws ends the fit
   */
  abstract DmdFit fit(
      Trajectories train, Params params, RandomGenerator random, Runnable checkpoint);

  Trajectory only(Trajectories train) {
    if (train.size() > 1) {
      throw Refusals.of(
          "params.method",
          "%s takes one trajectory, but %d are fitted.".formatted(wireName(), train.size()));
    }
    return train.get(0);
  }

  private static Dmd plain(Params params, Dmd.Modes modes) {
    return new Dmd(
        RankParameters.rule(params), modes, amplitudes(params), params.getDouble("regularisation"));
  }

  private static Amplitudes amplitudes(Params params) {
    return Amplitudes.valueOf(params.getString("amplitudes").toUpperCase(Locale.ROOT));
  }

  private static OptimizedDmd optimized(Params params) {
    OptimizedDmd.Constraint constraint =
        OptimizedDmd.Constraint.valueOf(params.getString("constraint").toUpperCase(Locale.ROOT));
    int exponents = RankParameters.fixed(params, params.getString("method"));
    return new OptimizedDmd(exponents, constraint, params.getInt("max_iterations"));
  }

  /** Returns the signal that windows of one variable were made of. */
  private static double[] signal(Matrix windows) {
    int rows = windows.rows();
    double[] signal = new double[rows + windows.columns() - 1];
    for (int k = 0; k < signal.length; k++) {
      signal[k] = windows.get(Math.min(k, rows - 1), Math.max(0, k - rows + 1));
    }
    return signal;
  }

  private static StructuredDmd structure(Params params) {
    return switch (params.getString("structure")) {
      case "symmetric" -> new StructuredDmd.Symmetric();
      case "skew" -> new StructuredDmd.Skew();
      case "circulant" -> new StructuredDmd.Circulant();
      case "upper_triangular" -> StructuredDmd.upperTriangular();
      case "banded" ->
          new StructuredDmd.Banded(params.getInt("band_below"), params.getInt("band_above"));
      default -> new StructuredDmd.Orthogonal();
    };
  }
}
