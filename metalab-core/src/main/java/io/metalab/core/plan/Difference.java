package io.metalab.core.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A leaf of the identity in which runs differ from stored runs.
 *
 * @param path such as {@code context.dataset}, {@code operation}, {@code params.lr} or {@code
 *     seed.root}
 * @param stored what stored runs have there, as canonical JSON or {@code sha256 <digest>};
 *     distinct, the first few; empty if they have nothing there
 * @param planned what the runs in question have there and no stored run has; distinct, the first
 *     few; empty if they have nothing there
 * @param changes how many of the runs in question it makes new
 * @param note where the content is and how large, for a file; else empty
 */
public record Difference(
    String path, List<String> stored, List<String> planned, long changes, String note) {
  public Difference {
    requireNonNull(path, "path");
    stored = List.copyOf(stored);
    planned = List.copyOf(planned);
    requireNonNull(note, "note");
  }

  /** Returns this difference with a note. */
  Difference withNote(String newNote) {
    return new Difference(path, stored, planned, changes, newNote);
  }
}
