package io.metalab.core.plan;

import io.metalab.api.ArtifactValue;
import io.metalab.api.DirValue;
import io.metalab.api.FileRef;
import io.metalab.api.FileValue;
import io.metalab.api.Params;
import io.metalab.core.identity.FileRefs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Says of a differing file or artifact where it is, and of a file how large. */
final class FileNotes {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

  private final Map<String, Set<FileRef>> references = new HashMap<>();

  /**
   * Takes note of the references among values.
   *
   * @param path where the values stand, such as {@code context}
   */
  void add(String path, Params values) {
    FileRefs.replace(
        values,
        path,
        (reference, place) -> {
          references.computeIfAbsent(place, unused -> new HashSet<>()).add(reference);
          return reference;
        });
  }

  /** Returns the differences, with a note at each place where there is one reference alone. */
  List<Difference> addedTo(List<Difference> differences) {
    return differences.stream()
        .map(
            difference -> {
              Set<FileRef> there = references.getOrDefault(difference.path(), Set.of());
              return there.size() == 1
                  ? difference.withNote(note(there.iterator().next()))
                  : difference;
            })
        .toList();
  }

  private static String note(FileRef reference) {
    if (reference instanceof FileValue file) {
      return file.path() + size(Path.of(file.path()));
    }
    if (reference instanceof DirValue dir) {
      return dir.path();
    }
    ArtifactValue artifact = (ArtifactValue) reference;
    return "%s of run %s".formatted(artifact.name(), artifact.shortRun());
  }

  private static String size(Path file) {
    try {
      return " (" + size(Files.size(file)) + ")";
    } catch (IOException e) {
      return " (" + e.getClass().getSimpleName() + ")";
    }
  }

  static String size(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    double rest = bytes;
    int unit = -1;
    while (rest >= 999.95) {
      rest /= 1_000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", rest, UNITS[unit]);
  }
}
