package io.dymad.models;

import java.util.Map;

/** A Koopman model that keeps the states, two of them, and learns one function more. */
public final class StatesAndOneMore {
  private StatesAndOneMore() {}

  /** Returns the description of the model. */
  public static ModelSpec spec() {
    return ModelSpec.of(
        Map.of(
            "name",
            "KBF",
            "koopman_dimension",
            3,
            "hidden_dimension",
            16,
            "autoencoder_type",
            "cat",
            "end_activation",
            false,
            "predictor_type",
            "np"));
  }
}
