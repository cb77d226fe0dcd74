package io.dymad.operation;

import io.dymad.core.DelayEmbedding;
import io.dymad.core.SnapshotPairs;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.edmd.Edmd;
import io.dymad.edmd.GeneratorEdmd;
import io.dymad.edmd.KoopmanModel;
import io.dymad.edmd.Lifted;
import io.dymad.edmd.OrthonormalFeatures;
import io.dymad.models.Time;
import io.dymad.numerics.Eigen;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.MatrixFunctions;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Spectra;
import io.dymad.training.AffineFlow;
import io.dymad.training.TrainedModel;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.Params;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The Koopman matrix that a trained model of linear dynamics has: its encoder gives the functions,
 * and nothing is fitted. What it was trained on is recognised in the data, the rest is held out.
 */
final class LearnedKoopman {
  /** What the model decides, or its training did. */
  private static final Set<String> DECIDED =
      Set.of(
          "remove_mean",
          "delay",
          "held_out",
          "split",
          "folds",
          "fold",
          "dictionary",
          "degree",
          "powers",
          "constant",
          "scale",
          "harmonics",
          "state_periods",
          "centers",
          "width",
          "method",
          "rank_rule",
          "rank",
          "energy",
          "tolerance",
          "noise",
          "bootstrap");

  private static final double STEP_TOLERANCE = 1e-6;

  private LearnedKoopman() {}

  /**
   * Returns the matrix of the checkpoint that params name.
   *
   * @param spec of the operation, whose defaults say which params were given
   * @throws io.metalab.api.MetalabException naming the parameter, if the model or the data do not
   *     fit
   */
  static KoopmanFit of(OperationSpec spec, Params params, Trajectories data) {
    for (ParameterSpec parameter : spec.parameters()) {
      if (DECIDED.contains(parameter.name())
          && !Objects.equals(params.get(parameter.name()), parameter.defaultValue())) {
        throw Refusals.of(
            "params." + parameter.name(),
            "With a checkpoint, functions, matrix and what was fitted are those of its model. Leave it (%s) out."
                .formatted(params.get(parameter.name())));
      }
    }
    TrainedModel model = CheckpointParameters.model(params);
    CheckpointParameters.requireFit(model, data);
    requireLinear(model);
    FixedControl control = FixedControl.of(params, model.transforms().u().inputSize());
    AffineFlow flow = model.flow(control.toArray());
    Matrix origin = Refusals.at("params." + FixedControl.NAME, () -> rest(flow, control));
    List<TestedPiece> pieces = CheckpointParameters.trainedOn(params).tell(data);
    boolean isComparable = isShown(model, pieces, control);
    Preparation prepared = prepare(model, pieces, isComparable ? control : FixedControl.none());
    SnapshotPairs pairs = Refusals.at("params.dataset", () -> SnapshotPairs.of(prepared.train()));
    requireStep(model, pairs.step());
    return Refusals.at(
        "params.checkpoint",
        () ->
            fit(
                new EncoderFunctions(model, origin.adjoint()),
                flow.drift(),
                pieces,
                prepared,
                pairs,
                new KoopmanFit.Seen(control, isComparable)));
  }

  /** Returns whether as many fitted steps as there are latent variables are under a control. */
  private static boolean isShown(
      TrainedModel model, List<TestedPiece> pieces, FixedControl control) {
    int window = model.transforms().x().window();
    int steps =
        pieces.stream()
            .filter(TestedPiece::isFitted)
            .flatMap(piece -> control.stretches(piece.series(), window + 1).stream())
            .mapToInt(stretch -> stretch.steps() - window)
            .sum();
    return control.isNone() || steps >= model.model().latentSize();
  }

  private static Matrix rest(AffineFlow flow, FixedControl control) {
    try {
      return flow.rest();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "Under %s the model has no state at rest to count from, since its matrix has the eigenvalue %d. Give another control."
              .formatted(control.text(), flow.isMap() ? 1 : 0),
          e);
    }
  }

  private static void requireLinear(TrainedModel model) {
    if (!model.isLinear()) {
      throw Refusals.of(
          "params.checkpoint",
          "The dynamics of its model are a network, which has no spectrum. Train a KBF, LTI or one"
              + " of their kind.");
    }
  }

  private static void requireStep(TrainedModel model, double step) {
    if (model.model().time() == Time.DISCRETE
        && Math.abs(step - model.step()) > STEP_TOLERANCE * model.step()) {
      throw Refusals.of(
          "params.dataset",
          "It has the time step %s, but the model of the checkpoint advances by %s."
              .formatted(step, model.step()));
    }
  }

  /** Returns what of the data is under a control. */
  private static Preparation prepare(
      TrainedModel model, List<TestedPiece> pieces, FixedControl control) {
    int states = model.transforms().x().inputSize();
    int window = model.transforms().x().window();
    DelayEmbedding windows = new DelayEmbedding(window - 1);
    List<Trajectory> fitted = new ArrayList<>();
    List<Trajectory> others = new ArrayList<>();
    for (TestedPiece piece : pieces) {
      int least = control.isNone() ? 1 : window + 1;
      (piece.isFitted() ? fitted : others).addAll(control.stretches(piece.series(), least));
    }
    if (pieces.stream().noneMatch(TestedPiece::isFitted)) {
      throw Refusals.of(
          "params.dataset",
          "None of its trajectories is one that the model was fitted to. Give the dataset of the"
              + " training, as in {param: dataset, stage: fit}; what was held out from it is"
              + " recognised.");
    }
    return new Preparation(
        Refusals.at(
            "params.dataset: The fitted part",
            () -> windows.embed(new Trajectories(fitted)).trajectories()),
        others.isEmpty()
            ? Optional.empty()
            : Optional.of(
                Refusals.at(
                    "params.dataset: The held-out part",
                    () -> windows.embed(new Trajectories(others)).trajectories())),
        Matrix.zeros(1, states),
        states);
  }

  private static List<Trajectory> unseen(List<TestedPiece> pieces) {
    return pieces.stream().filter(piece -> !piece.isFitted()).map(TestedPiece::series).toList();
  }

  private static KoopmanFit fit(
      EncoderFunctions functions,
      Matrix drift,
      List<TestedPiece> pieces,
      Preparation prepared,
      SnapshotPairs pairs,
      KoopmanFit.Seen seen) {
    TrainedModel model = functions.model();
    OrthonormalFeatures features = OrthonormalFeatures.of(functions, pairs.x(), RankRule.full());
    Matrix operator = drift.adjoint();
    Edmd<Matrix> edmd;
    KoopmanModel koopman;
    if (model.model().time() == Time.DISCRETE) {
      edmd = Edmd.of(operator, pairs.step());
      koopman = KoopmanModel.of(functions, edmd, pairs.x());
    } else {
      Eigen eigen = operator.eigen();
      koopman =
          KoopmanModel.of(
              functions, new GeneratorEdmd(operator, eigen, 1), pairs.x(), pairs.step());
      edmd = map(operator, eigen, koopman);
    }
    return new KoopmanFit(
        prepared,
        functions,
        features,
        pairs,
        Lifted.of(features, pairs),
        Matrix.identity(operator.rows()),
        edmd,
        koopman,
        predictionError(model, unseen(pieces)),
        seen);
  }

  /** Returns the map of one step that a generator has, with the pairs of a model of it. */
  private static Edmd<Matrix> map(Matrix generator, Eigen eigen, KoopmanModel koopman) {
    Matrix map = MatrixFunctions.exp(generator.times(koopman.step()));
    int[] order = Spectra.order(Spectra.toDiscrete(eigen.values(), koopman.step()));
    Eigen pairs = eigen.select(order);
    return new Edmd<>(
        map,
        new Eigen(koopman.eigenvalues(), pairs.right(), pairs.left()),
        koopman.step(),
        map.rows(),
        1);
  }

  private static double predictionError(TrainedModel model, List<Trajectory> unseen) {
    List<Course> courses = new ArrayList<>();
    for (Trajectory series : unseen) {
      if (series.steps() >= model.transforms().x().window()) {
        courses.add(Forecast.course(model, TestedPiece.NEW, courses.size(), series));
      }
    }
    return Course.relativeError(courses);
  }
}
