package io.metalab.core.study;

import io.metalab.api.ReplicateRule;
import io.metalab.api.SeedPlan;
import io.metalab.core.study.Item.Scalar;
import java.math.BigInteger;
import java.util.List;

/** Reads seeds: how many replicates there are, and when a point has had enough of them. */
final class SeedsReader {
  static final List<String> KEYS = List.of("base", "replicates", "until");
  static final List<String> UNTIL = List.of("halfwidth", "separated", "confidence", "min");

  private SeedsReader() {}

  static SeedPlan seeds(Item item) {
    Section section = Section.of("seeds", item, KEYS);
    String root =
        seed("seeds.base", section.require("base", "as in 'seeds: {base: 42, replicates: 5}'"));
    long replicates = section.findInteger("replicates", 0, Integer.MAX_VALUE).orElse(0L);
    return new SeedPlan(root, (int) replicates);
  }

  /** Returns the rule about replicates, or {@link ReplicateRule#NONE}. */
  static ReplicateRule until(Item seeds) {
    return Section.of("seeds", seeds, KEYS)
        .find("until")
        .map(SeedsReader::rule)
        .orElse(ReplicateRule.NONE);
  }

  private static ReplicateRule rule(Item item) {
    Section section = Section.of("seeds.until", item, UNTIL);
    ReplicateRule defaults = ReplicateRule.NONE;
    ReplicateRule rule;
    try {
      rule =
          new ReplicateRule(
              section.findNumber("halfwidth").orElse(defaults.halfwidth()),
              section.findBoolean("separated").orElse(defaults.separated()),
              section.findNumber("confidence").orElse(defaults.confidence()),
              section
                  .findInteger("min", 2, Integer.MAX_VALUE)
                  .map(Long::intValue)
                  .orElse(defaults.min()));
    } catch (IllegalArgumentException e) {
      throw item.place().error(String.valueOf(e.getMessage()));
    }
    if (rule.isNone()) {
      throw item.place()
          .error(
              "until needs a rule: a halfwidth above 0, or separated: true.",
              "",
              "until: {halfwidth: 0.01}");
    }
    return rule;
  }

  /** Reads a seed: an integer, or text that is not empty. */
  static String seed(String title, Item item) {
    if (item instanceof Scalar scalar) {
      if (scalar.value() instanceof Long || scalar.value() instanceof BigInteger) {
        return scalar.value().toString();
      }
      if (scalar.value() instanceof String text && !text.isEmpty()) {
        return text;
      }
    }
    throw Section.wrongKind(title, item, "an integer or a text");
  }
}
