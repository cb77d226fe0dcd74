package io.metalab.core.study;

import io.metalab.api.PruneRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads when runs are told to stop before their end. */
final class PruneReader {
  static final String MEDIAN = "median";
  static final String PATIENCE = "patience";
  static final List<String> KEYS = List.of(MEDIAN, PATIENCE);
  static final List<String> MEDIAN_KEYS = List.of("start", "warmup");
  static final List<String> PATIENCE_KEYS = List.of("reports", "delta");

  private PruneReader() {}

  /**
   * Reads {@code prune: {median: {start: 5, warmup: 3}, patience: {reports: 10, delta: 0.001}}}.
   */
  static PruneRule rule(Item item) {
    Section section = Section.of("prune", item, KEYS);
    PruneRule rule = section.find(MEDIAN).map(PruneReader::median).orElse(PruneRule.NONE);
    PruneRule patience = section.find(PATIENCE).map(PruneReader::patience).orElse(PruneRule.NONE);
    if (rule.isNone() && patience.isNone()) {
      throw item.place()
          .error("prune needs median or patience.", "", "prune: {patience: {reports: 10}}");
    }
    return rule.withPatience(patience);
  }

  private static PruneRule median(Item item) {
    Section section = Section.of("prune.median", item, MEDIAN_KEYS);
    long start =
        section.findInteger("start", 1, Integer.MAX_VALUE).orElse((long) PruneRule.DEFAULT_START);
    return PruneRule.median(
        (int) start, section.findInteger("warmup", 0, Integer.MAX_VALUE).orElse(0L));
  }

  private static PruneRule patience(Item item) {
    Section section = Section.of("prune.patience", item, PATIENCE_KEYS);
    Item reports =
        section.require(
            "reports", "how many in a row may bring no improvement, as in 'reports: 10'");
    long most = Section.integer("prune.patience.reports", reports, 1, Integer.MAX_VALUE);
    try {
      return PruneRule.patience((int) most, section.findNumber("delta").orElse(0.0));
    } catch (IllegalArgumentException e) {
      throw section.placeOf("delta").error(String.valueOf(e.getMessage()));
    }
  }

  /** Returns the rule as study files write it. */
  static Map<String, Object> form(PruneRule rule) {
    Map<String, Object> form = new LinkedHashMap<>();
    if (rule.hasMedian()) {
      Map<String, Object> median = new LinkedHashMap<>();
      median.put("start", (long) rule.start());
      median.put("warmup", rule.warmup());
      form.put(MEDIAN, median);
    }
    if (rule.patience() > 0) {
      Map<String, Object> patience = new LinkedHashMap<>();
      patience.put("reports", (long) rule.patience());
      patience.put("delta", rule.delta());
      form.put(PATIENCE, patience);
    }
    return form;
  }

  /** Returns the schema of the rule. */
  static Map<String, Object> schema() {
    Map<String, Object> median = new LinkedHashMap<>();
    median.put(
        "start", SchemaTypes.integer("How many suggestions must have reported a step; 5.", 1));
    median.put("warmup", SchemaTypes.integer("The first step that counts; 0.", 0));
    Map<String, Object> patience = new LinkedHashMap<>();
    patience.put(
        "reports", SchemaTypes.integer("How many reports in a row may bring no improvement.", 1));
    patience.put("delta", SchemaTypes.of("number", "What an improvement is at least; 0."));
    Map<String, Object> stale =
        SchemaTypes.object("Stop what no longer improves.", PATIENCE_KEYS, patience);
    stale.put("required", List.of("reports"));
    Map<String, Object> types = new LinkedHashMap<>();
    types.put(
        MEDIAN,
        SchemaTypes.object(
            "Stop what is worse than the median of earlier suggestions of a search.",
            MEDIAN_KEYS,
            median));
    types.put(PATIENCE, stale);
    return SchemaTypes.object("When runs are told to stop before their end.", KEYS, types);
  }
}
