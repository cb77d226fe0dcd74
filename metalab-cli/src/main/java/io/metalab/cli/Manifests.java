package io.metalab.cli;

import io.metalab.api.ErrorCode;
import io.metalab.api.Goal;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredDocument;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.Problem;
import io.metalab.core.registry.DidYouMean;
import io.metalab.core.study.StudyManifest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a store knows of the declarations of its studies. */
public final class Manifests {
  private final Map<String, StudyManifest> latest;
  private final Map<String, Long> duplicates;

  private Manifests(Map<String, StudyManifest> latest, Map<String, Long> duplicates) {
    this.latest = latest;
    this.duplicates = duplicates;
  }

  /** Reads the manifests of a store; of several of one study the last counts. */
  public static Manifests of(Store store) {
    Map<String, StudyManifest> latest = new LinkedHashMap<>();
    Map<String, Long> duplicates = new LinkedHashMap<>();
    Map<String, Long> remembered = Duplicates.of(store);
    for (StoredDocument document : store.documents(StudyManifest.DOCUMENT_KIND)) {
      StudyManifest manifest = StudyManifest.parse(document.text());
      // Removed first: the map is in the order of the last declarations.
      latest.remove(manifest.study());
      latest.put(manifest.study(), manifest);
      duplicates.put(manifest.study(), remembered.getOrDefault(document.sha256(), 0L));
    }
    return new Manifests(latest, duplicates);
  }

  /** Returns the manifests by {@code name:version}, the last declared last. */
  public Map<String, StudyManifest> all() {
    return Collections.unmodifiableMap(latest);
  }

  /** Returns the manifests that a text names: by id, by name, or all for null. */
  public List<StudyManifest> all(@Nullable String text) {
    return latest.values().stream()
        .filter(
            manifest ->
                text == null
                    || manifest.study().equals(text)
                    || manifest.study().startsWith(text + ":"))
        .toList();
  }

  /** Returns how many runs of a study's plan are another run of it once more, as far as known. */
  public long duplicates(String study) {
    return duplicates.getOrDefault(study, 0L);
  }

  /** Returns the goal of a study, or {@link Goal#NONE}. */
  public Goal goal(String study) {
    StudyManifest manifest = latest.get(study);
    return manifest == null || manifest.goalMetric().isEmpty()
        ? Goal.NONE
        : new Goal(manifest.goalMetric(), manifest.minimize());
  }

  /**
   * Returns the manifest that is meant.
   *
   * @param text an id, a name that one study has, or null for the study that was declared last
   * @throws CliException with {@code NOT_FOUND} or {@code AMBIGUOUS_ID}
   */
  public StudyManifest find(@Nullable String text) {
    List<StudyManifest> fitting = all(text);
    if (fitting.isEmpty()) {
      throw new CliException(
          ErrorCode.NOT_FOUND,
          text == null
              ? "The store holds no study."
              : "The store holds no study '%s'.%s"
                  .formatted(text, DidYouMean.hint(text, latest.keySet())),
          latest.isEmpty() ? "metalab run <study.yaml>" : "metalab status");
    }
    if (text != null && fitting.size() > 1) {
      List<String> versions = fitting.stream().map(StudyManifest::study).toList();
      throw new CliException(
          new Problem(
              ErrorCode.AMBIGUOUS_ID,
              "The store holds several versions of the study '%s': %s."
                  .formatted(text, String.join(", ", versions)),
              "name one of them in full",
              Map.of("candidates", versions)));
    }
    return fitting.get(fitting.size() - 1);
  }
}
