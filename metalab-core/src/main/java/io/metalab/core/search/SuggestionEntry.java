package io.metalab.core.search;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.api.search.Evidence;
import io.metalab.core.identity.PruningForm;
import io.metalab.core.identity.ValueCodec;
import io.metalab.core.json.CanonicalJson;
import io.metalab.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One line of the log of a search: a suggestion and the evidence that was told before it.
 *
 * @param number which suggestion, from 0
 * @param previous digest of the entry before, or of the search for the first
 * @param params its points, one per fold
 * @param runs the ids of its runs, fold after fold
 * @param told what was told of suggestion {@code number - batch}; empty for the first ones
 */
record SuggestionEntry(
    long number, String previous, List<Params> params, List<RunId> runs, Optional<Told> told) {
  /**
   * What was told of a suggestion.
   *
   * @param reports by fold, the values by step that its runs reported; empty unless later runs are
   *     compared with them
   */
  record Told(Evidence evidence, List<SortedMap<Long, Double>> reports) {
    Told {
      requireNonNull(evidence, "evidence");
      reports = List.copyOf(reports);
    }
  }

  SuggestionEntry {
    requireNonNull(previous, "previous");
    params = List.copyOf(params);
    runs = List.copyOf(runs);
    requireNonNull(told, "told");
  }

  String toJson() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("suggestion", number);
    map.put("previous", previous);
    map.put("params", params.stream().map(ValueCodec::encode).toList());
    map.put("runs", runs.stream().map(RunId::hex).toList());
    told.ifPresent(
        result -> {
          map.put("told", evidence(result.evidence()));
          if (!result.reports().isEmpty()) {
            map.put("reports", result.reports().stream().map(PruningForm::points).toList());
          }
        });
    return Json.write(map);
  }

  /** Returns the digest under which a store keeps it. */
  String digest() {
    return CanonicalJson.sha256(toJson());
  }

  private static Map<String, Object> evidence(Evidence evidence) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("suggestion", evidence.suggestion());
    map.put("outcome", evidence.outcome().name().toLowerCase(Locale.ROOT));
    map.put("values", evidence.values());
    return map;
  }

  /**
   * Reads an entry.
   *
   * @throws RuntimeException of some kind if it is malformed
   */
  static SuggestionEntry parse(String json) {
    Map<String, @Nullable Object> map = Json.parseObject(json);
    List<Params> params = new ArrayList<>();
    for (Object point : (List<?>) requireNonNull(map.get("params"))) {
      params.add(ValueCodec.decodeParams(strings((Map<?, ?>) point)));
    }
    List<RunId> runs = new ArrayList<>();
    ((List<?>) requireNonNull(map.get("runs"))).forEach(run -> runs.add(new RunId((String) run)));
    return new SuggestionEntry(
        ((Number) requireNonNull(map.get("suggestion"))).longValue(),
        (String) requireNonNull(map.get("previous")),
        params,
        runs,
        map.get("told") instanceof Map<?, ?> told
            ? Optional.of(new Told(evidence(told), reports(map.get("reports"))))
            : Optional.empty());
  }

  private static List<SortedMap<Long, Double>> reports(@Nullable Object plain) {
    List<SortedMap<Long, Double>> reports = new ArrayList<>();
    for (Object points : plain instanceof List<?> folds ? folds : List.of()) {
      reports.add(PruningForm.points(points));
    }
    return reports;
  }

  private static Evidence evidence(Map<?, ?> map) {
    List<Double> values = new ArrayList<>();
    ((List<?>) requireNonNull(map.get("values")))
        .forEach(value -> values.add(((Number) value).doubleValue()));
    return new Evidence(
        ((Number) requireNonNull(map.get("suggestion"))).longValue(),
        Evidence.Outcome.valueOf(String.valueOf(map.get("outcome")).toUpperCase(Locale.ROOT)),
        values);
  }

  private static Map<String, @Nullable Object> strings(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }
}
