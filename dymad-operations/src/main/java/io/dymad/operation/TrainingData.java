package io.dymad.operation;

import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.transforms.ChannelTransforms;
import io.dymad.transforms.Delay;
import io.dymad.transforms.Identity;
import io.dymad.transforms.Scaler;
import io.dymad.transforms.TransformChain;
import io.dymad.transforms.TransformSpec;
import io.metalab.api.Params;
import io.metalab.api.SeedBundle;
import java.util.Optional;

/**
 * Trajectories that a model is trained on, and others that choose its best weights.
 *
 * @param train to fit, as they were read
 * @param heldOut the others, as they were read
 * @param transforms what both go through, fitted to the former
 * @param given both as the model is given them
 */
record TrainingData(
    Trajectories train, Trajectories heldOut, ChannelTransforms transforms, Split given) {
  /**
   * Returns the data of params.
   *
   * @param delay later samples in a window
   */
  static TrainingData of(Params params, StateData data, int delay, SeedBundle seeds) {
    SplitParameters.Parts parts = parts(params, data, seeds);
    Trajectories heldOut =
        parts
            .heldOut()
            .orElseThrow(
                () ->
                    Refusals.of(
                        "params.held_out",
                        "Nothing (0) is held out, but held-out trajectories choose the best"
                            + " weights. Hold a share out, or give a valid_dataset."));
    ChannelTransforms transforms =
        Refusals.at(
            "params.delay: The fitted part",
            () -> fit(MachineParameters.scale(params), delay, parts.train()));
    Trajectories given = transforms.apply(parts.train());
    Trajectories givenHeldOut =
        Refusals.at("params.delay: The held-out part", () -> transforms.apply(heldOut));
    return new TrainingData(parts.train(), heldOut, transforms, new Split(given, givenHeldOut));
  }

  private static ChannelTransforms fit(Scaler.Mode scale, int delay, Trajectories train) {
    TransformSpec controls = train.controlSize() == 0 ? Identity.spec() : Scaler.spec(scale);
    TransformSpec states = TransformChain.spec(Scaler.spec(scale), Delay.spec(delay));
    return ChannelTransforms.fit(states, controls, train);
  }

  private static SplitParameters.Parts parts(Params params, StateData data, SeedBundle seeds) {
    if (params.get("valid_dataset") == null) {
      return SplitParameters.split(params, data.trajectories(), seeds);
    }
    if (params.getInt("folds") > 0) {
      throw Refusals.of(
          "params.folds",
          "A valid_dataset is held out, so that nothing of the dataset is (%d folds). Leave one of them out."
              .formatted(params.getInt("folds")));
    }
    Trajectories valid = DataParameters.read(params, "valid_dataset").trajectories();
    if (valid.stateSize() != data.trajectories().stateSize()
        || valid.controlSize() != data.trajectories().controlSize()) {
      throw Refusals.of(
          "params.valid_dataset",
          "It has %d states and %d controls, but the dataset has %d and %d."
              .formatted(
                  valid.stateSize(),
                  valid.controlSize(),
                  data.trajectories().stateSize(),
                  data.trajectories().controlSize()));
    }
    return new SplitParameters.Parts(data.trajectories(), Optional.of(valid));
  }
}
