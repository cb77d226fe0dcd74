package io.dymad.agent.compiler;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.AgentException;
import io.dymad.agent.AgentProblem;
import io.dymad.agent.DatasetKind;
import io.dymad.agent.facade.DatasetRecord;
import io.dymad.agent.facade.Inspection;
import io.dymad.models.ModelSpec;
import io.metalab.api.MetalabException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds a model against the sizes of the dataset that it is to be trained on. */
final class ModelFit {
  private static final Pattern OPTION = Pattern.compile("model\\.([a-z_]+)");
  private static final String DATASET = "train_dataset_handle";
  private static final String ENCODER = "encoder_layers";
  private static final String DECODER = "decoder_layers";

  private final ModelSpec spec;
  private final Map<String, Object> options;
  private final int states;
  private final int controls;

  /** Samples, or nodes, that stand side by side in a state, each encoded by itself. */
  private final int parts;

  private ModelFit(ModelSpec spec, int states, int controls, int parts) {
    this.spec = spec;
    this.options = spec.toMap();
    this.states = states;
    this.controls = controls;
    this.parts = parts;
  }

  /**
   * Refuses params whose model does not fit a dataset.
   *
   * @throws AgentException with the field at fault; with {@code dataset_unreadable} if the file of
   *     the dataset is gone or damaged
   */
  static void check(Map<String, @Nullable Object> params, DatasetRecord dataset) {
    ModelSpec spec = ModelSpec.of((Map<?, ?>) requireNonNull(params.get("model")));
    int delay = Math.max(spec.delay(), integer(params.get("delay")));
    try {
      Inspection inspection = dataset.inspect();
      boolean graph = dataset.kind() == DatasetKind.GRAPH;
      new ModelFit(
              graph ? spec.on(dataset.network()) : spec,
              inspection.states() * (delay + 1),
              inspection.controls(),
              graph ? inspection.nodes() : spec.delay() + 1)
          .check();
    } catch (MetalabException e) {
      throw AgentProblem.of("dataset_unreadable", String.valueOf(e.getMessage()))
          .at(DATASET)
          .withHint("dymad dataset register FILE, where it lies now")
          .exception();
    }
  }

  private void check() {
    try {
      spec.build(states, controls);
    } catch (IllegalArgumentException e) {
      throw refusal(String.valueOf(e.getMessage()));
    }
    checkIdentities();
  }

  /** What has no layers is to be the identity: what it would cut off cannot be restored. */
  private void checkIdentities() {
    int latent = integer(options.get(latentName()));
    if (latent == 0 || "cat".equals(options.get("autoencoder_type"))) {
      return;
    }
    boolean seesControls = latentName().equals("latent_dimension");
    int encoded = (states + (seesControls ? controls : 0)) / parts;
    if (isWithoutLayers(ENCODER)) {
      checkIdentity(ENCODER, latent, encoded);
    } else if (isWithoutLayers(DECODER)) {
      checkIdentity(DECODER, latent, states / parts);
    }
  }

  private void checkIdentity(String layers, int latent, int size) {
    if (latent != size) {
      throw AgentProblem.of(
              "invalid_field",
              "overrides.model.%s (0) makes the identity of %d numbers of the dataset, so that overrides.model.%s (%d) must be %d or 0. Maybe give it a layer."
                  .formatted(layers, size, latentName(), latent, size))
          .at("overrides.model." + latentName())
          .withHint("inspect_dataset, or dymad dataset inspect")
          .withDetail("state_dim", states)
          .exception();
    }
  }

  private boolean isWithoutLayers(String name) {
    return integer(options.get(name)) == 0;
  }

  private String latentName() {
    return options.containsKey("koopman_dimension") ? "koopman_dimension" : "latent_dimension";
  }

  private static int integer(@Nullable Object value) {
    return value instanceof Number number ? number.intValue() : 0;
  }

  /** The operation's word for a model that does not fit, at the field of the request. */
  private static AgentException refusal(String message) {
    Matcher option = OPTION.matcher(message);
    String field = "overrides.model";
    String text = message;
    if (option.lookingAt()) {
      field =
          switch (option.group(1)) {
            case "name" -> "model_key";
            case "network" -> DATASET;
            default -> "overrides." + option.group();
          };
      text = field + message.substring(option.end());
    }
    return AgentProblem.of("invalid_field", text)
        .at(field)
        .withHint("inspect_dataset, or dymad dataset inspect")
        .exception();
  }
}
