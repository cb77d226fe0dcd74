package io.metalab.core.audit;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.Provenance;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.core.json.ValueText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What differs between two attempts at one run, value by value. */
final class Differences {
  /** What the bits of a result may depend on besides the code. */
  private static final Set<String> ENVIRONMENT =
      Set.of("cpu.model", "os.name", "os.arch", "java.version", "java.vm", "natives");

  /** Variables and properties that say on how many threads native code computes. */
  private static final Pattern THREADS =
      Pattern.compile("environment\\.\\w+_NUM_THREADS|properties\\..+");

  /** What is different in every process and explains nothing. */
  private static final Set<String> PROCESS = Set.of("pid", "command", "user", "threads");

  private Differences() {}

  /** Returns which metrics and artifacts differ, bit by bit; none if both attempts found equal. */
  static List<ValueDifference> ofResults(RunRecord stored, RunRecord now) {
    if (now.status() != RunStatus.SUCCESS) {
      String failure = now.findError().map(e -> ": " + e.type() + ": " + e.message()).orElse("");
      return List.of(
          new ValueDifference(
              "status", stored.status().wireName(), now.status().wireName() + failure));
    }
    List<ValueDifference> differences =
        new ArrayList<>(of(texts("metrics.", stored.metrics()), texts("metrics.", now.metrics())));
    differences.addAll(of(artifacts(stored), artifacts(now)));
    return differences;
  }

  /** Returns in what the environments differ that the bits of a result may depend on. */
  static List<ValueDifference> ofEnvironments(Provenance stored, Provenance now) {
    return ofProvenance(stored, now).stream()
        .filter(
            difference ->
                ENVIRONMENT.contains(difference.name())
                    || THREADS.matcher(difference.name()).matches())
        .filter(difference -> isKnown(difference, stored))
        .toList();
  }

  /** Returns all that differs of where and by what two attempts were executed. */
  static List<ValueDifference> ofProvenance(Provenance stored, Provenance now) {
    return of(leaves(stored), leaves(now)).stream()
        .filter(difference -> !PROCESS.contains(difference.name()))
        .toList();
  }

  /** A fact that the stored record's program did not gather yet says nothing; a variable does. */
  private static boolean isKnown(ValueDifference difference, Provenance stored) {
    int dot = difference.name().indexOf('.');
    String group = dot < 0 ? difference.name() : difference.name().substring(0, dot);
    return stored.values().containsKey(group);
  }

  private static List<ValueDifference> of(
      SortedMap<String, String> stored, SortedMap<String, String> now) {
    SortedSet<String> names = new TreeSet<>(stored.keySet());
    names.addAll(now.keySet());
    List<ValueDifference> differences = new ArrayList<>();
    for (String name : names) {
      String then = stored.getOrDefault(name, "");
      String today = now.getOrDefault(name, "");
      if (!then.equals(today)) {
        differences.add(new ValueDifference(name, then, today));
      }
    }
    return differences;
  }

  /** Returns the values as texts that differ whenever a bit does. */
  private static SortedMap<String, String> texts(String prefix, Map<String, Object> values) {
    SortedMap<String, String> texts = new TreeMap<>();
    values.forEach(
        (name, value) ->
            texts.put(
                prefix + name,
                value instanceof String text ? quoted(text) : ValueText.plain(value)));
    return texts;
  }

  private static String quoted(String text) {
    return '\'' + text + '\'';
  }

  private static SortedMap<String, String> artifacts(RunRecord record) {
    SortedMap<String, String> digests = new TreeMap<>();
    for (ArtifactDescriptor artifact : record.artifacts()) {
      digests.put("artifacts." + artifact.name(), "sha256 " + artifact.sha256());
    }
    return digests;
  }

  private static SortedMap<String, String> leaves(Provenance provenance) {
    SortedMap<String, String> leaves = new TreeMap<>();
    provenance.values().forEach((name, value) -> addLeaves(leaves, name, value));
    return leaves;
  }

  private static void addLeaves(
      SortedMap<String, String> leaves, String path, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, inner) -> addLeaves(leaves, path + "." + name, inner));
    } else {
      leaves.put(path, ValueText.plain(value));
    }
  }
}
