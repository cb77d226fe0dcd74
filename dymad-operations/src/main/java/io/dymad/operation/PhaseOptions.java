package io.dymad.operation;

import io.dymad.core.Options;
import io.dymad.models.Rollout;
import io.dymad.numerics.RankRule;
import io.dymad.training.Context;
import io.dymad.training.Criteria;
import io.dymad.training.Export;
import io.dymad.training.GradientPhase;
import io.dymad.training.LinearSolve;
import io.dymad.training.Loss;
import io.dymad.training.Node;
import io.dymad.training.OneStep;
import io.dymad.training.Optimizer;
import io.dymad.training.Phase;
import io.dymad.training.Schedule;
import io.dymad.training.Smooth;
import io.dymad.training.Trainer;
import io.dymad.training.Weak;
import io.dymad.transforms.SavitzkyGolay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a phase of a training from a map; the names of options are DyMAD's. Options that the
 * phase's trainer does not have are refused.
 */
final class PhaseOptions {
  /** The option that makes a phase an analysis, and names it. */
  static final String ANALYSIS = "analysis";

  /** The option that makes a phase an export, and names it. */
  static final String EXPORT = "export";

  private static final int LARGEST = 1_000_000_000;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  private final Options options;
  private final Rollout rollout;
  private final Criteria usual;
  private final boolean open;

  private PhaseOptions(Options options, Rollout rollout, Criteria usual, boolean open) {
    this.options = options;
    this.rollout = rollout;
    this.usual = usual;
    this.open = open;
  }

  /**
   * Returns the phase that a map describes.
   *
   * @param path of the map, such as {@code phases.0}
   * @param rollout how a phase of rollouts predicts
   * @param usual what it minimises unless it says otherwise
   * @param open whether the phase may last until the epochs of the whole training are used up
   * @throws IllegalArgumentException naming the path, the value and the rule
   */
  static PhaseChoice read(
      String path, Map<?, ?> values, Rollout rollout, Criteria usual, boolean open) {
    Options options = Options.of(path, values);
    Phase phase;
    try {
      phase = new PhaseOptions(options, rollout, usual, open).phase();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(path + ".")
          ? e
          : new IllegalArgumentException(path + ": " + message, e);
    }
    return new PhaseChoice(phase, options.finish());
  }

  private enum Kind {
    NODE,
    WEAK,
    ONE_STEP,
    LINEAR
  }

  private Phase phase() {
    if (options.has("data")) {
      return options.choice("data", pair("context", false, "smooth", true), "context")
          ? smooth()
          : new Context(
              options.integer("n_samples", 0, 0, LARGEST),
              options.integer("n_steps", 0, 0, LARGEST));
    }
    if (options.has(ANALYSIS)) {
      requireName(ANALYSIS);
      return new Export(Export.Kind.ANALYSIS);
    }
    if (options.has(EXPORT)) {
      requireName(EXPORT);
      return new Export(options.choice("target", targets(), Export.Kind.BEST_MODEL.key()));
    }
    Map<String, Kind> kinds = new LinkedHashMap<>();
    kinds.put("node", Kind.NODE);
    kinds.put("weak", Kind.WEAK);
    kinds.put("one_step", Kind.ONE_STEP);
    kinds.put("linear", Kind.LINEAR);
    return switch (options.choice("trainer", kinds, "node")) {
      case NODE -> gradient(node(), true);
      case WEAK -> gradient(weak(), false);
      case ONE_STEP -> gradient(new OneStep(options.integer("order", 1, 1, 2)), false);
      case LINEAR -> linear();
    };
  }

  /** Refuses what could not be part of the name of a metric or a file. */
  private void requireName(String option) {
    String name = options.text(option);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s (%s): the name of what is kept has up to 40 lower-case letters, digits and underscores, and begins with a letter."
              .formatted(option, name));
    }
  }

  private static Map<String, Export.Kind> targets() {
    Map<String, Export.Kind> targets = new LinkedHashMap<>();
    for (Export.Kind kind : Export.Kind.values()) {
      if (kind != Export.Kind.ANALYSIS) {
        targets.put(kind.key(), kind);
      }
    }
    return targets;
  }

  private Smooth smooth() {
    return new Smooth(
        new SavitzkyGolay(
            options.integer("window_length", 7, 1, LARGEST),
            options.integer("polyorder", 2, 0, LARGEST)));
  }

  private Node node() {
    List<Integer> lengths = new ArrayList<>();
    for (double length : options.numbers("sweep_lengths", List.of())) {
      if (length != Math.rint(length) || length < 2 || length > LARGEST) {
        throw new IllegalArgumentException(
            "sweep_lengths (%s): a window is a whole number of samples, at least 2."
                .formatted(length));
      }
      lengths.add((int) length);
    }
    Node.Sweep sweep =
        new Node.Sweep(
            lengths,
            options.integer("sweep_epoch_step", 0, 0, LARGEST),
            options.numbers("sweep_tols", List.of()),
            options.choice("sweep_mode", pair("skip", false, "full", true), "skip"));
    boolean unfold = options.choice("chop_mode", pair("initial", false, "unfold", true), "initial");
    return new Node(
        rollout, sweep, new Node.Chop(unfold, options.integer("chop_step", 1, 1, LARGEST)));
  }

  private static <T> Map<String, T> pair(String first, T one, String second, T other) {
    Map<String, T> words = new LinkedHashMap<>();
    words.put(first, one);
    words.put(second, other);
    return words;
  }

  private Weak weak() {
    Weak plain = Weak.defaults();
    return new Weak(
        options.integer("N", plain.points(), 2, LARGEST),
        options.integer("dN", plain.stride(), 1, LARGEST),
        options.integer("ordpol", plain.functions(), 1, LARGEST),
        options.integer("ordint", plain.order(), 1, 4));
  }

  private GradientPhase gradient(Trainer trainer, boolean comparesRollouts) {
    int epochs = options.integer("epochs", 0, open ? 0 : 1, LARGEST);
    Schedule plain = Schedule.of(epochs == 0 ? Integer.MAX_VALUE : epochs);
    Schedule schedule =
        new Schedule(
            options.choice(
                "optimizer", pair("adam", Optimizer.Kind.ADAM, "sgd", Optimizer.Kind.SGD), "adam"),
            plain.epochs(),
            options.number("learning_rate", plain.learningRate(), 0, Double.MAX_VALUE),
            options.number("decay_rate", plain.decayRate(), 0, 1),
            options.number("min_learning_rate", plain.minLearningRate(), 0, Double.MAX_VALUE));
    return new GradientPhase(
        trainer,
        schedule,
        criteria(comparesRollouts),
        options.integer("batch_size", 0, 0, LARGEST),
        options.number("clip", 0, 0, Double.MAX_VALUE),
        options.integer("patience", 0, 0, LARGEST));
  }

  /** Returns what the phase asks for, or else what the training is judged by. */
  private Criteria criteria(boolean comparesRollouts) {
    List<String> own =
        comparesRollouts
            ? List.of("dynamics_loss", "dynamics_weight", "recon_loss", "recon_weight")
            : List.of("dynamics_weight", "recon_loss", "recon_weight");
    if (own.stream().noneMatch(options::has)) {
      options.mention(own);
      return usual;
    }
    return new Criteria(
        comparesRollouts ? loss("dynamics") : new Loss.MeanSquare(),
        options.number("dynamics_weight", 1, 0, Double.MAX_VALUE),
        loss("recon"),
        options.number("recon_weight", 1, 0, Double.MAX_VALUE));
  }

  private Loss loss(String criterion) {
    return LossChoice.read(options, criterion + "_loss", options, criterion + "_");
  }

  private LinearSolve linear() {
    Map<String, String> methods = new LinkedHashMap<>();
    List.of("full", "truncated", "sako", "full_log", "truncated_log", "sako_log")
        .forEach(method -> methods.put(method, method));
    String method = options.choice("method", methods, "full");
    LinearSolve.Fit fit = new LinearSolve.Full();
    if (method.startsWith("truncated")) {
      fit = new LinearSolve.Truncated(RankRule.of(options.integer("rank", 0, 1, LARGEST)));
    } else if (method.startsWith("sako")) {
      fit = sako();
    }
    return new LinearSolve(fit, method.endsWith("_log"));
  }

  private LinearSolve.Sako sako() {
    boolean removeOne = options.flag("remove_one", false);
    boolean byResidual = options.has("max_residual");
    int pairs = byResidual ? 0 : options.integer("pairs", 0, 1, LARGEST);
    double maxResidual =
        byResidual
            ? options.number("max_residual", 0, 0, Double.MAX_VALUE)
            : Double.POSITIVE_INFINITY;
    return new LinearSolve.Sako(pairs, maxResidual, removeOne);
  }
}
