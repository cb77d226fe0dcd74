package io.metalab.core.run;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunRecord;
import io.metalab.capture.CapturedResults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an attempt leaves behind.
 *
 * @param results what it captured
 * @param draft what its operation returned, or an empty draft
 * @param notes what the lifecycle has to remark
 */
record Findings(CapturedResults results, RunRecord draft, List<String> notes) {
  private static final RunRecord NO_DRAFT = RunRecord.success();
  private static final CapturedResults NO_RESULTS =
      new CapturedResults(Map.of(), Map.of(), List.of(), List.of(), List.of());

  /** Nothing at all. */
  static final Findings NONE = of(NO_RESULTS);

  static Findings of(CapturedResults results) {
    return new Findings(results, NO_DRAFT, List.of());
  }

  /** Returns the captured artifacts and those of the draft; a captured name wins. */
  List<ArtifactDescriptor> artifacts() {
    if (draft.artifacts().isEmpty()) {
      return results.artifacts();
    }
    Map<String, ArtifactDescriptor> byName = new LinkedHashMap<>();
    results.artifacts().forEach(artifact -> byName.put(artifact.name(), artifact));
    draft.artifacts().forEach(artifact -> byName.putIfAbsent(artifact.name(), artifact));
    return List.copyOf(byName.values());
  }

  /** Returns the captured remarks and those of the lifecycle. */
  List<String> allNotes() {
    if (notes.isEmpty()) {
      return results.notes();
    }
    List<String> all = new ArrayList<>(results.notes());
    all.addAll(notes);
    return all;
  }
}
