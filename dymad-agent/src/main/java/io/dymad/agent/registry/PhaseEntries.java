package io.dymad.agent.registry;

import io.dymad.operation.TrainingOptions;
import io.metalab.api.OperationSpec;
import io.metalab.api.Params;
import io.metalab.core.params.ParamCoercion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The kinds of entries in a list of phases; options of trainers are asked of what reads them. */
public final class PhaseEntries {
  /** The trainers that go down gradients, as requests and {@code dymad.train} name them. */
  public static final Map<String, String> TRAINERS = trainers();

  /** The fields of {@code weak_form_params}, which {@code dymad.train} has beside the others. */
  public static final List<String> WEAK_FORM = List.of("N", "dN", "ordpol", "ordint");

  /** How linear dynamics are solved for. */
  public static final List<String> SOLVES =
      List.of("full", "truncated", "sako", "full_log", "truncated_log", "sako_log");

  /** What {@code export} entries name. */
  public static final List<String> EXPORTS = List.of("best_model", "run_checkpoint", "summary");

  private static final String NAMES =
      "name is lower case, digits and underscores; made from its place unless given, and numbered"
          + " in the rounds of a repeat.";

  private final List<PhaseEntry> all;

  PhaseEntries(OperationSpec train) {
    Set<String> ofAll = new LinkedHashSet<>();
    TRAINERS.values().forEach(trainer -> ofAll.addAll(options(train, trainer)));
    List<String> optional = new ArrayList<>(List.of("name"));
    optional.addAll(ofAll);
    List<String> afterType = new ArrayList<>(List.of("type"));
    afterType.addAll(optional);
    all =
        List.of(
            legacy(afterType),
            optimizer(optional),
            solve(),
            data(),
            analysis(),
            export(),
            repeat());
  }

  /** Returns all kinds. */
  public List<PhaseEntry> all() {
    return all;
  }

  private static Map<String, String> trainers() {
    Map<String, String> trainers = new LinkedHashMap<>();
    trainers.put("NODE", "node");
    trainers.put("Weak", "weak");
    trainers.put("OneStep", "one_step");
    return Collections.unmodifiableMap(trainers);
  }

  /** Returns the options that a trainer of {@code dymad.train} has, by their names in requests. */
  private static List<String> options(OperationSpec train, String trainer) {
    Map<String, Object> phase = new LinkedHashMap<>();
    phase.put("trainer", trainer);
    phase.put("epochs", 1);
    phase.put("dynamics_weight", 1); // So that options of losses are read, too.
    Params params =
        new ParamCoercion(train)
            .coerce(
                Params.copyOf(
                    Map.of(
                        "dataset",
                        "x.npz",
                        "model",
                        Map.of("name", "KBF"),
                        "epochs",
                        1,
                        "phases",
                        List.of(phase))));
    List<String> names = new ArrayList<>();
    for (String name : TrainingOptions.of(params).phases().get(0).keySet()) {
      if (WEAK_FORM.contains(name)) {
        if (!names.contains("weak_form_params")) {
          names.add("weak_form_params");
        }
      } else if (!name.equals("trainer")) {
        names.add(name.equals("epochs") ? "n_epochs" : name);
      }
    }
    return names;
  }

  private static PhaseEntry optimizer(List<String> optional) {
    List<String> rest = new ArrayList<>(optional);
    rest.remove("n_epochs");
    return new PhaseEntry(
        "optimizer",
        "Trains by gradients for some epochs.",
        List.of("trainer", "n_epochs"),
        rest,
        Map.of("trainer", List.copyOf(TRAINERS.keySet())),
        List.of(
            "A phase that names no learning_rate, n_epochs or weak_form_params takes those of the"
                + " profile's phase with the same trainer, if it has one.",
            "weak_form_params (N, dN, ordpol, ordint) go with Weak; sweep_* and chop_* with NODE;"
                + " order with OneStep."),
        example("type", "optimizer", "trainer", "NODE", "n_epochs", 100, "learning_rate", 1e-3));
  }

  private static PhaseEntry legacy(List<String> optional) {
    return new PhaseEntry(
        "legacy_optimizer",
        "The same without its type; trainer Linear is a linear_solve.",
        List.of("trainer"),
        optional,
        Map.of("trainer", List.of("NODE", "Weak", "OneStep", "Linear")),
        List.of("Prefer it where the profile's phase of the trainer is to stay as it is."),
        Map.of("trainer", "Weak"));
  }

  private static PhaseEntry solve() {
    return new PhaseEntry(
        "linear_solve",
        "Fits linear dynamics to the encoder as it is, by least squares.",
        List.of(),
        List.of("name", "method", "params", "remove_one"),
        Map.of("method", SOLVES),
        List.of(
            "params is a number of directions (truncated), a number of eigenpairs (sako), or as a"
                + " fraction the largest residual of an eigenpair (sako).",
            "It counts as one epoch."),
        example("type", "linear_solve", "method", "truncated", "params", 6));
  }

  private static PhaseEntry data() {
    return new PhaseEntry(
        "data",
        "Changes what the phases after it are fitted to.",
        List.of("operation"),
        List.of("name", "n_samples", "n_steps", "window_length", "polyorder"),
        Map.of("operation", List.of("context", "smooth")),
        List.of("n_samples and n_steps go with context, window_length and polyorder with smooth."),
        example("type", "data", "operation", "smooth", "window_length", 7));
  }

  private static PhaseEntry analysis() {
    return new PhaseEntry(
        "analysis",
        "Judges the model as it is there: errors, and exponents of linear dynamics.",
        List.of(),
        List.of("name"),
        Map.of(),
        List.of(NAMES, "It changes no weights."),
        example("type", "analysis", "name", "after_weak"));
  }

  private static PhaseEntry export() {
    return new PhaseEntry(
        "export",
        "Keeps the model as it is there, in checkpoint/exports below its name.",
        List.of(),
        List.of("name", "target"),
        Map.of("target", EXPORTS),
        List.of(NAMES, "run_checkpoint keeps the state of the training, too."),
        example("type", "export", "name", "after_weak", "target", "best_model"));
  }

  private static PhaseEntry repeat() {
    return new PhaseEntry(
        "repeat",
        "Goes through phases several times.",
        List.of("times", "phases"),
        List.of("name"),
        Map.of(),
        List.of("A repeat may stand in a repeat."),
        example(
            "type",
            "repeat",
            "times",
            3,
            "phases",
            List.of(
                example("type", "optimizer", "trainer", "Weak", "n_epochs", 10),
                example("type", "linear_solve", "method", "full_log"))));
  }

  private static Map<String, Object> example(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
