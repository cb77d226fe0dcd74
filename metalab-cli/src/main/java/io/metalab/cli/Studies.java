package io.metalab.cli;

import io.metalab.api.ErrorCode;
import io.metalab.api.store.Store;
import io.metalab.api.store.StudyCount;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.Problem;
import io.metalab.core.registry.DidYouMean;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the study that a person means. */
public final class Studies {
  private Studies() {}

  /**
   * Returns the id, {@code name:version}, of the study that is meant.
   *
   * @param text an id, or a name that one study of the store has
   * @throws CliException with {@code NOT_FOUND} if there is none, with {@code AMBIGUOUS_ID} if the
   *     store has several versions of it
   */
  public static String find(Store store, String text) {
    Set<String> ids = ids(store);
    if (ids.contains(text)) {
      return text;
    }
    List<String> versions = ids.stream().filter(id -> id.startsWith(text + ":")).toList();
    if (versions.size() == 1) {
      return versions.get(0);
    }
    if (versions.isEmpty()) {
      throw new CliException(
          ErrorCode.NOT_FOUND,
          "The store holds no study '%s'.%s".formatted(text, DidYouMean.hint(text, ids)),
          ids.isEmpty() ? "it holds no study at all" : "it holds " + String.join(", ", ids));
    }
    throw new CliException(
        new Problem(
            ErrorCode.AMBIGUOUS_ID,
            "The store holds several versions of the study '%s': %s."
                .formatted(text, String.join(", ", versions)),
            "name one of them in full",
            Map.of("candidates", versions)));
  }

  /** Returns the ids of the studies that have runs. */
  public static Set<String> ids(Store store) {
    Set<String> ids = new LinkedHashSet<>();
    for (StudyCount count : store.counts()) {
      ids.add(count.experimentId());
    }
    return ids;
  }
}
