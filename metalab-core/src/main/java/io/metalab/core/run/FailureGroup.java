package io.metalab.core.run;

import io.metalab.api.RunId;
import java.util.List;

/**
 * Failures of one kind.
 *
 * @param fingerprint what they have in common
 * @param type type of the error
 * @param message the normalised message
 * @param place file and line of the topmost frame of the user's own code, or empty
 * @param count how many runs failed so
 * @param examples ids of the first of them
 */
public record FailureGroup(
    String fingerprint,
    String type,
    String message,
    String place,
    long count,
    List<RunId> examples) {
  /** How many examples the end of a study names. */
  public static final int MAX_EXAMPLES = 5;

  public FailureGroup {
    examples = List.copyOf(examples);
  }
}
