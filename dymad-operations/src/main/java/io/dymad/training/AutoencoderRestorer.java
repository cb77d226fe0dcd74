package io.dymad.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dymad.edmd.Dictionary;
import io.dymad.models.LatentModel;
import io.dymad.models.ModelSpec;
import io.dymad.models.Parameter;
import io.dymad.models.Weights;
import io.dymad.transforms.Transform;
import io.dymad.transforms.TransformFiles;
import io.dymad.transforms.TransformRestorer;
import io.dymad.transforms.TransformState;
import io.metalab.api.SeedBundle;
import java.util.List;
import java.util.Map;

/** What is kept of an {@link AutoencoderTransform}, and makes it again. */
public final class AutoencoderRestorer implements TransformRestorer {
  static final String TYPE = "autoencoder";

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String type() {
    return TYPE;
  }

  static TransformState state(AutoencoderTransform transform) {
    LatentModel model = transform.model();
    TransformState state =
        TransformState.of(TYPE)
            .with("model", json(transform.spec()))
            .with("controls", model.controlSize())
            .with(transform.before().state());
    for (Parameter parameter : model.parameters()) {
      state = state.with(parameter.name(), transform.weights().matrix(parameter.name()));
    }
    return state;
  }

  private static String json(ModelSpec spec) {
    try {
      return JSON.writeValueAsString(spec.toMap());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A model is described by plain values.", e);
    }
  }

  @Override
  public Transform restore(TransformState state, List<Dictionary> known) {
    if (state.parts().size() != 1) {
      throw new IllegalArgumentException(
          "The state of an autoencoder has one transform before it, not %d."
              .formatted(state.parts().size()));
    }
    Transform before =
        TransformFiles.restore(state.parts().get(0), known.toArray(Dictionary[]::new));
    ModelSpec spec = spec(state.text("model"));
    LatentModel model = spec.build(before.outputSize(), state.integer("controls"));
    Weights weights = Weights.initial(model.parameters(), SeedBundle.of(0));
    for (Parameter parameter : model.parameters()) {
      weights = weights.with(parameter.name(), state.array(parameter.name()));
    }
    return new AutoencoderTransform(spec, model, weights, before);
  }

  private static ModelSpec spec(String json) {
    try {
      return ModelSpec.of(JSON.readValue(json, Map.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The model of an autoencoder is no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
