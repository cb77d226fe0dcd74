package io.metalab.core.connect;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Experiment;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.core.artifact.StoredArtifacts;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.registry.Operations;
import io.metalab.core.study.StudyManifest;
import io.metalab.core.study.StudyOverrides;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a store knows of a study's declaration.
 *
 * @param manifest the declaration
 * @param duplicates how many runs of the plan are another run of it once more, as far as is known
 * @param storeDirectory the directory of the store, if it has one
 * @param loader sees the operations of this program
 */
public record Declaration(
    StudyManifest manifest, long duplicates, Optional<Path> storeDirectory, ClassLoader loader) {
  public Declaration {
    requireNonNull(manifest, "manifest");
    requireNonNull(storeDirectory, "storeDirectory");
    requireNonNull(loader, "loader");
  }

  String study() {
    return manifest.study();
  }

  long runs() {
    return manifest.runs();
  }

  /**
   * Returns the runs that are stored of the study: those of its plan in the order of the plan, if
   * that can be made here, and then the others in the order in which they were first stored.
   */
  List<RunId> order(Store store) {
    Set<RunId> stored = new LinkedHashSet<>();
    try (Stream<RunRecord> records = store.runRecords(study())) {
      records.forEach(record -> stored.add(record.runId()));
    }
    Set<RunId> order = new LinkedHashSet<>();
    try {
      StudyPlan plan = plan(store);
      for (long i = 0; i < plan.size() && order.size() < stored.size(); i++) {
        RunId id = plan.runAt(i).runId();
        if (stored.contains(id)) {
          order.add(id);
        }
      }
    } catch (MetalabException e) {
      // Its classes or files are elsewhere; its runs have an order without them.
      order.clear();
    }
    order.addAll(stored);
    return List.copyOf(order);
  }

  private StudyPlan plan(Store store) {
    Experiment experiment =
        manifest.declaredInJava()
            ? manifest.redeclare(new Operations(loader))
            : manifest
                .reload(storeDirectory, StudyOverrides.none(), List.of(), loader)
                .experiment();
    FileDigests files = FileDigests.of(manifest.baseDirectory(storeDirectory));
    return StudyPlan.of(experiment, files, StoredArtifacts.of(store));
  }
}
