package io.dymad.operation;

import io.dymad.core.Options;
import io.dymad.training.Criteria;
import io.dymad.training.Loss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads losses and criteria from maps; the names are DyMAD's. */
final class LossChoice {
  private static final String PATH = "criterion";

  private LossChoice() {}

  /**
   * Returns a loss.
   *
   * @param options with the loss
   * @param type the name of the option with the loss
   * @param constants options with its constant
   * @param prefix of the names {@code alpha} and {@code gamma} of constants
   */
  static Loss read(Options options, String type, Options constants, String prefix) {
    Map<String, String> kinds = new LinkedHashMap<>();
    List.of("mse", "mae", "wmse", "vpt").forEach(kind -> kinds.put(kind, kind));
    return switch (options.choice(type, kinds, "mse")) {
      case "mae" -> new Loss.MeanAbsolute();
      case "wmse" ->
          new Loss.WeightedMeanSquare(constants.number(prefix + "alpha", 0.1, 0, Double.MAX_VALUE));
      case "vpt" ->
          new Loss.ValidTime(constants.number(prefix + "gamma", 0.1, 0, Double.MAX_VALUE));
      default -> new Loss.MeanSquare();
    };
  }

  /**
   * Returns DyMAD's {@code criterion}: maps with a type, params and a weight under the names {@code
   * dynamics}, {@code recon}, and any others, which are criteria of rollouts, too.
   *
   * @throws IllegalArgumentException naming the path below params, the value and the rule
   */
  static Criteria criteria(Map<?, ?> criterion) {
    Options all = Options.of(PATH, criterion);
    Weighted dynamics = weighted(all, "dynamics");
    Weighted recon = weighted(all, "recon");
    List<Loss.Sum.Term> terms = new ArrayList<>(List.of(new Loss.Sum.Term(dynamics.loss(), 1)));
    for (Object name : criterion.keySet()) {
      if (!name.equals("dynamics") && !name.equals("recon")) {
        Weighted more = weighted(all, (String) name);
        if (dynamics.weight() == 0) {
          throw new IllegalArgumentException(
              "%s.dynamics.weight (0) must be above 0 beside further criteria (%s)."
                  .formatted(PATH, name));
        }
        terms.add(new Loss.Sum.Term(more.loss(), more.weight() / dynamics.weight()));
      }
    }
    Loss rollout = terms.size() == 1 ? dynamics.loss() : new Loss.Sum(terms);
    return new Criteria(rollout, dynamics.weight(), recon.loss(), recon.weight());
  }

  private record Weighted(Loss loss, double weight) {}

  private static Weighted weighted(Options all, String name) {
    Options own = Options.of(PATH + "." + name, all.map(name));
    Options constants = Options.of(PATH + "." + name + ".params", own.map("params"));
    Loss loss = read(own, "type", constants, "");
    double weight = own.number("weight", 1, 0, Double.MAX_VALUE);
    constants.finish();
    own.finish();
    return new Weighted(loss, weight);
  }
}
