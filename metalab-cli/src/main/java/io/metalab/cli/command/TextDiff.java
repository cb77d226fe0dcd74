package io.metalab.cli.command;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.Patch;
import io.metalab.api.ArtifactDescriptor;
import io.metalab.capture.Artifacts;
import io.metalab.cli.output.TextBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * In what the text of an artifact differs between two runs.
 *
 * @param name name of the artifact
 * @param hunks the hunks of a unified diff, line by line
 * @param remark why there are none, or empty
 */
record TextDiff(String name, List<String> hunks, String remark) {
  private static final String TOO_LONG = "too long to compare; metalab artifact get copies them";

  /** Beyond this the comparison, whose time is the square of the lines, would take seconds. */
  private static final int MOST_LINES = 5_000;

  private static final long MOST_BYTES = 1L << 20;
  private static final int CONTEXT_LINES = 3;

  /** The lines that name the files. */
  private static final int HEADER_LINES = 2;

  TextDiff {
    hunks = List.copyOf(hunks);
  }

  /** Compares two artifacts of one name; empty if one of them is not text. */
  static Optional<TextDiff> of(Artifacts artifacts, ArtifactDescriptor a, ArtifactDescriptor b) {
    if (a.sizeBytes() > MOST_BYTES || b.sizeBytes() > MOST_BYTES) {
      return isText(a) && isText(b)
          ? Optional.of(new TextDiff(a.name(), List.of(), TOO_LONG))
          : Optional.empty();
    }
    Optional<String> textA = TextBytes.decode(artifacts.bytes(a));
    Optional<String> textB = TextBytes.decode(artifacts.bytes(b));
    return textA.isEmpty() || textB.isEmpty()
        ? Optional.empty()
        : Optional.of(of(a.name(), textA.get().lines().toList(), textB.get().lines().toList()));
  }

  private static TextDiff of(String name, List<String> a, List<String> b) {
    if (a.size() > MOST_LINES || b.size() > MOST_LINES) {
      return new TextDiff(name, List.of(), TOO_LONG);
    }
    Patch<String> patch = DiffUtils.diff(a, b, new MyersDiffWithLinearSpace<>());
    List<String> unified = UnifiedDiffUtils.generateUnifiedDiff("a", "b", a, patch, CONTEXT_LINES);
    return unified.isEmpty()
        ? new TextDiff(name, List.of(), "the lines are equal, but end differently")
        : new TextDiff(name, removedFirst(unified.subList(HEADER_LINES, unified.size())), "");
  }

  /**
   * In linear space a changed line comes as one added and one removed; readers expect the other.
   */
  private static List<String> removedFirst(List<String> hunks) {
    List<String> ordered = new ArrayList<>();
    List<String> added = new ArrayList<>();
    for (String line : hunks) {
      if (line.startsWith("+")) {
        added.add(line);
      } else {
        if (!line.startsWith("-")) {
          ordered.addAll(added);
          added.clear();
        }
        ordered.add(line);
      }
    }
    ordered.addAll(added);
    return ordered;
  }

  private static boolean isText(ArtifactDescriptor artifact) {
    return artifact.mediaType().startsWith("text/");
  }
}
