package io.dymad.operation;

import io.dymad.numerics.RankRule;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.Params;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The parameters that say how many singular values count: a rule, and the number it takes. */
final class RankParameters {
  private static final String RULE = "rank_rule";
  private static final Map<String, String> NUMBER_OF_RULE =
      new TreeMap<>(
          Map.of(
              "fixed", "rank",
              "at_most", "rank",
              "energy", "energy",
              "tolerance", "tolerance",
              "known_noise", "noise"));

  private RankParameters() {}

  /**
   * Returns the descriptions.
   *
   * @param of what has the singular values
   */
  static List<ParameterSpec.Builder> specs(String of) {
    return List.of(
        ParameterSpec.of(RULE, ParameterType.STRING)
            .choices(
                "full", "fixed", "at_most", "energy", "tolerance", "gavish_donoho", "known_noise")
            .defaultValue("full")
            .doc(
                "Which singular values of the %s count: all above rounding, a number of them, or those that a threshold keeps."
                    .formatted(of)),
        ParameterSpec.of("rank", ParameterType.INTEGER)
            .min(1)
            .defaultValue(null)
            .doc("How many, for the rules fixed (refused above the data's rank) and at_most."),
        ParameterSpec.of("energy", ParameterType.NUMBER)
            .range(0, 1)
            .defaultValue(null)
            .doc("Share of the squared singular values to reach, for the rule energy."),
        ParameterSpec.of("tolerance", ParameterType.NUMBER)
            .range(0, 1)
            .defaultValue(null)
            .doc("Smallest value relative to the largest, for the rule tolerance."),
        ParameterSpec.of("noise", ParameterType.NUMBER)
            .min(0)
            .defaultValue(null)
            .doc("Standard deviation of the noise of one element, for the rule known_noise."));
  }

  /**
   * Returns the rule that params ask for.
   *
   * @throws io.metalab.api.MetalabException with INVALID_PARAMS if the number that the rule takes
   *     is missing, or one is given that it does not take
   */
  static RankRule rule(Params params) {
    String rule = params.getString(RULE);
    String taken = NUMBER_OF_RULE.getOrDefault(rule, "");
    for (String number : NUMBER_OF_RULE.values()) {
      if (params.get(number) != null && !number.equals(taken)) {
        throw Refusals.of(
            "params." + number,
            "The rule %s does not take %s (%s). Maybe leave it out, or choose another %s."
                .formatted(rule, number, params.get(number), RULE));
      }
    }
    if (!taken.isEmpty() && params.get(taken) == null) {
      throw Refusals.of("params." + taken, "The %s %s needs a number here.".formatted(RULE, rule));
    }
    return Refusals.at("params." + (taken.isEmpty() ? RULE : taken), () -> create(rule, params));
  }

  /** Returns the parameter that decides how many count: the rule, or the number it takes. */
  static String deciding(Params params) {
    return NUMBER_OF_RULE.getOrDefault(params.getString(RULE), RULE);
  }

  private static RankRule create(String rule, Params params) {
    return switch (rule) {
      case "fixed" -> RankRule.of(params.getInt("rank"));
      case "at_most" -> RankRule.atMost(params.getInt("rank"));
      case "energy" -> RankRule.energy(params.getDouble("energy"));
      case "tolerance" -> RankRule.tolerance(params.getDouble("tolerance"));
      case "known_noise" -> new RankRule.KnownNoise(params.getDouble("noise"));
      case "gavish_donoho" -> RankRule.gavishDonoho();
      default -> RankRule.full();
    };
  }

  /**
   * Returns the fixed rank that a method needs.
   *
   * @throws io.metalab.api.MetalabException with INVALID_PARAMS if another rule is chosen
   */
  static int fixed(Params params, String method) {
    if (rule(params) instanceof RankRule.Fixed fixed) {
      return fixed.rank();
    }
    throw Refusals.of(
        "params." + RULE,
        "The method %s needs a fixed number, as in %s: fixed, rank: 4.".formatted(method, RULE));
  }
}
