package io.metalab.core.plan;

import io.metalab.api.ContextSpec;
import io.metalab.api.DirValue;
import io.metalab.api.FileRef;
import io.metalab.api.FileValue;
import io.metalab.core.identity.FileRefs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says of a differing file where it is and how large. */
final class FileNotes {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

  private FileNotes() {}

  static List<Difference> added(List<Difference> differences, ContextSpec context) {
    Map<String, FileRef> files = new HashMap<>();
    FileRefs.replace(
        context.values(),
        "context",
        (reference, path) -> {
          files.put(path, reference);
          return reference;
        });
    return differences.stream()
        .map(
            difference -> {
              FileRef file = files.get(difference.path());
              return file == null ? difference : difference.withNote(note(file));
            })
        .toList();
  }

  private static String note(FileRef reference) {
    if (reference instanceof FileValue file) {
      return file.path() + size(Path.of(file.path()));
    }
    return reference instanceof DirValue dir ? dir.path() : reference.toString();
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
