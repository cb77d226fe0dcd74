package io.metalab.cli.command;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.capture.Artifacts;
import io.metalab.cli.RunRefs;
import java.util.List;

/**
 * What {@code RUN[:NAME]} names.
 *
 * @param record the effective record of the run
 * @param artifacts the artifact of that name, or all of the run
 * @param isNamed whether one was named
 */
record ArtifactRef(RunRecord record, List<ArtifactDescriptor> artifacts, boolean isNamed) {
  ArtifactRef {
    artifacts = List.copyOf(artifacts);
  }

  /**
   * Finds the run and the artifact. A colon in front of an {@code @} belongs to the study.
   *
   * @throws io.metalab.api.MetalabException with {@code NOT_FOUND} or {@code AMBIGUOUS_ID}
   */
  static ArtifactRef find(Store store, String text) {
    int colon = text.indexOf(':', Math.max(0, text.indexOf('@')));
    if (colon < 0) {
      RunRecord record = new RunRefs(store).find(text);
      return new ArtifactRef(record, record.artifacts(), false);
    }
    RunRecord record = new RunRefs(store).find(text.substring(0, colon));
    ArtifactDescriptor artifact = Artifacts.find(record, text.substring(colon + 1));
    return new ArtifactRef(record, List.of(artifact), true);
  }
}
