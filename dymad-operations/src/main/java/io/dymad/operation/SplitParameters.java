package io.dymad.operation;

import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.Params;
import io.metalab.api.SeedBundle;
import java.util.List;
import java.util.Optional;

/** The parameters that say what is held out to judge a fit by. */
final class SplitParameters {
  private SplitParameters() {}

  static List<ParameterSpec.Builder> specs() {
    return List.of(
        ParameterSpec.of("held_out", ParameterType.NUMBER)
            .range(0, 0.9)
            .defaultValue(0.25)
            .doc("Share of the data that is not fitted; at 0 the held-out figures are NaN."),
        ParameterSpec.of("split", ParameterType.STRING)
            .choices("auto", "trajectory", "time")
            .defaultValue("auto")
            .doc(
                "Hold out whole trajectories drawn by the seed, or the end of each; auto: the"
                    + " former where there are several."),
        ParameterSpec.of("folds", ParameterType.INTEGER)
            .range(0, 1_000_000)
            .neutral(0)
            .doc(
                "Deal whole trajectories into so many parts by the seed and hold one of them out,"
                    + " in place of a share; none at 0."),
        ParameterSpec.of("fold", ParameterType.INTEGER)
            .range(0, 1_000_000)
            .neutral(0)
            .doc("The part held out, from 0, if there are folds."));
  }

  /**
   * What is fitted and what is not.
   *
   * @param train to fit on
   * @param heldOut to judge by; none if all is fitted
   */
  record Parts(Trajectories train, Optional<Trajectories> heldOut) {}

  static Parts split(Params params, Trajectories all, SeedBundle seeds) {
    double share = params.getDouble("held_out");
    int folds = params.getInt("folds");
    int fold = params.getInt("fold");
    if (folds > 0) {
      if (params.getString("split").equals("time")) {
        throw Refusals.of(
            "params.folds",
            "Folds (%d) are of whole trajectories, not of split time.".formatted(folds));
      }
      Split split =
          Refusals.at("params.folds", () -> Split.byFold(all, folds, fold, seeds.stream("split")));
      return new Parts(split.train(), Optional.of(split.heldOut()));
    }
    if (fold > 0) {
      throw Refusals.of(
          "params.fold",
          "There are no folds of which one (%d) could be held out. Give params.folds."
              .formatted(fold));
    }
    if (share == 0) {
      return new Parts(all, Optional.empty());
    }
    String kind = params.getString("split");
    boolean whole = kind.equals("trajectory") || (kind.equals("auto") && all.size() > 1);
    Split split =
        Refusals.at(
            "params.held_out",
            () ->
                whole
                    ? Split.byTrajectory(all, 1 - share, seeds.stream("split"))
                    : Split.inTime(all, 1 - share));
    return new Parts(split.train(), Optional.of(split.heldOut()));
  }
}
