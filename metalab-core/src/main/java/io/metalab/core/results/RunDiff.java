package io.metalab.core.results;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.core.json.Json;
import io.metalab.core.plan.IdentityLeaves;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two runs field by field.
 *
 * @param a the first run
 * @param b the second run
 * @param fields what one of them has, in order: the identity leaf by leaf, status and error,
 *     metrics, derived metrics, digests of artifacts, provenance under {@code env}, then what
 *     differs between any two runs, such as when they started
 */
public record RunDiff(RunRecord a, RunRecord b, List<Field> fields) {
  /**
   * A field.
   *
   * @param name such as {@code params.lr}, {@code metrics.loss}, {@code artifacts.plot.png} or
   *     {@code env.java}
   * @param a value in the first run, null if it has none
   * @param b value in the second run, null if it has none
   * @param isMain whether a difference means something: false of times, tags and notes
   */
  public record Field(String name, @Nullable Object a, @Nullable Object b, boolean isMain) {
    public Field {
      requireNonNull(name, "name");
    }

    /** Returns whether the runs differ here. */
    public boolean differs() {
      return !Objects.equals(a, b);
    }
  }

  public RunDiff {
    requireNonNull(a, "a");
    requireNonNull(b, "b");
    fields = List.copyOf(fields);
  }

  /** Compares two records of a store. */
  public static RunDiff of(Store store, RunRecord a, RunRecord b) {
    List<Field> fields = new ArrayList<>();
    add(fields, leaves(store, a), leaves(store, b), true);
    add(fields, outcome(a), outcome(b), true);
    add(fields, circumstances(a), circumstances(b), false);
    return new RunDiff(a, b, fields);
  }

  /** Returns the names of the artifacts that both runs have with other bytes, in order. */
  public List<String> changedArtifacts() {
    return a.artifacts().stream()
        .filter(
            artifact ->
                b.findArtifact(artifact.name())
                    .filter(other -> !other.sha256().equals(artifact.sha256()))
                    .isPresent())
        .map(ArtifactDescriptor::name)
        .toList();
  }

  private static void add(
      List<Field> fields,
      Map<String, @Nullable Object> a,
      Map<String, @Nullable Object> b,
      boolean isMain) {
    Set<String> names = new LinkedHashSet<>(a.keySet());
    names.addAll(b.keySet());
    names.forEach(name -> fields.add(new Field(name, a.get(name), b.get(name), isMain)));
  }

  private static Map<String, @Nullable Object> leaves(Store store, RunRecord record) {
    Map<String, @Nullable Object> leaves = new LinkedHashMap<>();
    IdentityLeaves.of(record.identity(), store.findDocument(record.contextFingerprint()))
        .forEach(
            (path, text) -> leaves.put(path, text.startsWith("sha256 ") ? text : Json.parse(text)));
    return leaves;
  }

  private static Map<String, @Nullable Object> outcome(RunRecord record) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("status", record.status().wireName());
    record
        .findError()
        .ifPresent(error -> values.put("error", error.type() + ": " + error.message()));
    flatten(values, "metrics", record.metrics());
    flatten(values, "derived", record.derived());
    for (ArtifactDescriptor artifact : record.artifacts()) {
      values.put("artifacts." + artifact.name(), "sha256 " + artifact.sha256());
    }
    flatten(values, "env", record.provenance().values());
    return values;
  }

  private static Map<String, @Nullable Object> circumstances(RunRecord record) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("attempt", (long) record.attempt());
    values.put("stage", record.stage());
    values.put("case", record.caseId());
    values.put("started", record.started());
    if (record.status().isFinished()) {
      values.put("finished", record.finished());
      values.put("duration", record.duration());
    }
    flatten(values, "timings", record.timings());
    values.put("tags", record.tags());
    values.put("notes", record.notes());
    return values;
  }

  private static void flatten(
      Map<String, @Nullable Object> into,
      String path,
      Map<String, ? extends @Nullable Object> values) {
    values.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            Map<String, @Nullable Object> inner = new LinkedHashMap<>();
            map.forEach((key, entry) -> inner.put(String.valueOf(key), entry));
            flatten(into, path + "." + name, inner);
          } else {
            into.put(path + "." + name, value);
          }
        });
  }
}
