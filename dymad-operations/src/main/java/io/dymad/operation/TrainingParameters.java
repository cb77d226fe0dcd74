package io.dymad.operation;

import io.dymad.io.Dataset;
import io.dymad.machine.MachineKind;
import io.dymad.models.Dopri5;
import io.dymad.models.Integrator;
import io.dymad.models.ModelSpec;
import io.dymad.models.Rk4;
import io.dymad.models.Rollout;
import io.dymad.torch.Precision;
import io.dymad.torch.TorchDevice;
import io.dymad.training.Criteria;
import io.dymad.training.DataPhase;
import io.dymad.transforms.Scaler;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.Params;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The parameters that say what is trained, and how. */
final class TrainingParameters {
  private TrainingParameters() {}

  /** Returns whether a phase, as it is given, keeps something and changes nothing. */
  private static boolean keeps(Object phase) {
    return phase instanceof Map<?, ?> options
        && (options.containsKey(PhaseOptions.ANALYSIS) || options.containsKey(PhaseOptions.EXPORT));
  }

  static List<ParameterSpec.Builder> model() {
    return List.of(
        ParameterSpec.of("model", ParameterType.MAP)
            .doc("The model: name, such as KBF, and the options of its family; docs/training.md."),
        ParameterSpec.of("scale", ParameterType.STRING)
            .choices(Arrays.stream(Scaler.Mode.values()).map(Scaler.Mode::key).toArray())
            .defaultValue(Scaler.Mode.NONE.key())
            .doc("Range of fitted states and controls mapped to 01 or -11, or their spread to 1."),
        Preparation.delay());
  }

  static List<ParameterSpec.Builder> training() {
    return List.of(
        ParameterSpec.of("epochs", ParameterType.INTEGER)
            .range(1, 1_000_000_000)
            .budget(TrainingFiles.DIRECTORY)
            .doc(
                "Epochs of all phases together, at most; a phase linear counts as one. A longer run"
                    + " goes on from a shorter one."),
        ParameterSpec.of("phases", ParameterType.LIST)
            .defaultValue(List.of(Map.of("trainer", "node")))
            .doc(
                "Maps with trainer (node, weak, one_step, linear), epochs and the options of the"
                    + " trainer, with data (context, smooth), or with analysis or export and a name"
                    + " for what is kept there; docs/training.md. The last that trains lasts as"
                    + " long as epochs are left unless it says how many."),
        ParameterSpec.of("criterion", ParameterType.MAP)
            .defaultValue(Map.of())
            .doc(
                "Losses that choose the best weights, and that phases minimise unless they say"
                    + " otherwise: maps with type (mse, mae, wmse, vpt), params and weight, under"
                    + " dynamics, recon and any other names; mse of the first two if left out."),
        ParameterSpec.of("repeat", ParameterType.INTEGER)
            .range(1, 100_000)
            .defaultValue(1)
            .doc("How often the list of phases is gone through."),
        ParameterSpec.of("precision", ParameterType.STRING)
            .choices("float64", "float32")
            .defaultValue("float64")
            .doc("Of the tensors of the training."),
        ParameterSpec.of("device", ParameterType.STRING)
            .choices("auto", "cpu", "gpu")
            .neutral("auto")
            .doc("What trains: a GPU if PyTorch sees one (auto), the processor, or a GPU alone."));
  }

  static List<ParameterSpec.Builder> integration() {
    return List.of(
        ParameterSpec.of("integrator", ParameterType.STRING)
            .choices("rk4", "dopri5")
            .defaultValue("rk4")
            .doc("For models in continuous time: fixed steps, or steps by an estimate of errors."),
        ParameterSpec.of("substeps", ParameterType.INTEGER)
            .range(1, 10_000)
            .defaultValue(1)
            .doc("Steps of rk4 from one sample to the next."),
        ParameterSpec.of("relative_tolerance", ParameterType.NUMBER)
            .range(1e-14, 1)
            .defaultValue(1e-6)
            .doc("Error of one step of dopri5 relative to the latent variable."),
        ParameterSpec.of("absolute_tolerance", ParameterType.NUMBER)
            .range(1e-300, 1e300)
            .defaultValue(1e-8)
            .doc("Error of one step of dopri5 that is allowed besides."));
  }

  /**
   * Returns what the work gives.
   *
   * @param otherwise what a refusal is about that names neither an option of the model nor a phase
   * @throws MetalabException with INVALID_PARAMS and the path below {@code params} if the work
   *     refuses something
   */
  static <T> T checked(String otherwise, Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      boolean named = Stream.of("model.", "phases.", "criterion.").anyMatch(message::startsWith);
      throw new MetalabException(
          ErrorCode.INVALID_PARAMS, (named ? "params." : otherwise + ": ") + message, e);
    }
  }

  private static void refuseMachine(String name) {
    if (Stream.of(MachineKind.values()).anyMatch(kind -> kind.key().equalsIgnoreCase(name))) {
      throw Refusals.of(
          "params.model.name",
          "%s is a kernel machine, which is fitted in closed form; use the operation dymad.krr."
              .formatted(name));
    }
  }

  static ModelSpec model(Params params) {
    Map<String, ?> options = params.getParams("model").asMap();
    refuseNull("params.model", options);
    refuseMachine(String.valueOf(options.get("name")));
    ModelSpec spec = checked("params.model", () -> ModelSpec.of(options));
    if (spec.delay() > 0 && params.getInt("delay") > 0) {
      throw Refusals.of(
          "params.delay",
          "A %s has windows of its own, by params.model.delay (%d); leave the delay (%d) out."
              .formatted(spec.variant(), spec.delay(), params.getInt("delay")));
    }
    if (spec.variant().isGraph() && params.getInt("delay") > 0) {
      throw Refusals.of(
          "params.delay",
          "The states of a %s stand node by node, those of a window (%d) sample by sample; leave it out."
              .formatted(spec.variant(), params.getInt("delay")));
    }
    return spec;
  }

  /** Returns a model on a graph with the edges of the data, unless params give it others. */
  static ModelSpec onNetwork(ModelSpec spec, StateData data) {
    if (!spec.variant().isGraph() || spec.toMap().containsKey("network")) {
      return spec;
    }
    return Refusals.at(
        "params.dataset",
        () ->
            new Dataset(data.trajectories(), data.others())
                .findNetwork()
                .map(spec::on)
                .orElse(spec));
  }

  private static void refuseNull(String where, Map<?, ?> options) {
    options.forEach(
        (name, value) -> {
          if (value == null) {
            throw Refusals.of(
                where + "." + name, "It has no value. Leave it out to take its default.");
          }
        });
  }

  static Rollout rollout(Params params, ModelSpec spec) {
    Integrator integrator =
        params.getString("integrator").equals("rk4")
            ? new Rk4(params.getInt("substeps"))
            : new Dopri5(
                params.getDouble("relative_tolerance"), params.getDouble("absolute_tolerance"));
    return new Rollout(integrator, spec.hold());
  }

  /** Returns what the best weights are judged by. */
  static Criteria criterion(Params params) {
    Map<String, ?> criterion = params.getParams("criterion").asMap();
    refuseNull("params.criterion", criterion);
    return checked("params.criterion", () -> LossChoice.criteria(criterion));
  }

  /** Returns the phases of one round. */
  static List<PhaseChoice> phases(Params params, Rollout rollout, Criteria usual) {
    List<?> given = params.getList("phases");
    if (given.isEmpty()) {
      throw Refusals.of("params.phases", "A training has at least one phase.");
    }
    boolean once = params.getInt("repeat") == 1;
    List<PhaseChoice> phases = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      String path = "phases." + i;
      if (!(given.get(i) instanceof Map<?, ?> options)) {
        throw Refusals.of(
            "params." + path, "A phase is a map of options, not %s.".formatted(given.get(i)));
      }
      refuseNull("params." + path, options);
      boolean open =
          once && given.subList(i + 1, given.size()).stream().allMatch(TrainingParameters::keeps);
      phases.add(
          checked("params." + path, () -> PhaseOptions.read(path, options, rollout, usual, open)));
    }
    if (phases.stream().allMatch(choice -> choice.keeps() || choice.phase() instanceof DataPhase)) {
      throw Refusals.of(
          "params.phases",
          "A training has at least one phase that trains, beside those that change data or keep"
              + " something.");
    }
    requireNamesOfTheirOwn(phases);
    return phases;
  }

  private static void requireNamesOfTheirOwn(List<PhaseChoice> phases) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < phases.size(); i++) {
      PhaseChoice choice = phases.get(i);
      if (choice.keeps() && !names.add(choice.trainer() + " " + choice.name())) {
        throw Refusals.of(
            "params.phases.%d.%s".formatted(i, choice.trainer()),
            "An earlier phase keeps its %s under the name %s, too. Give each a name of its own."
                .formatted(choice.trainer(), choice.name()));
      }
    }
  }

  /**
   * Returns what trains.
   *
   * @throws MetalabException with UNSATISFIABLE if there is no such device here
   */
  static TorchDevice device(Params params) {
    TorchDevice device = TorchDevice.valueOf(params.getString("device").toUpperCase(Locale.ROOT));
    try {
      return device.isGpu() ? TorchDevice.GPU : TorchDevice.CPU;
    } catch (MetalabException e) {
      throw new MetalabException(e.code(), "params.device: " + e.getMessage(), e);
    }
  }

  static Precision precision(Params params) {
    return Precision.valueOf(params.getString("precision").toUpperCase(Locale.ROOT));
  }
}
