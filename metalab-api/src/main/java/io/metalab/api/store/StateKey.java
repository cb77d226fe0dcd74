package io.metalab.api.store;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunId;
import java.util.regex.Pattern;

/**
 * Names a state that an attempt at a run has saved.
 *
 * @param runId the run
 * @param attempt the attempt that saved it
 * @param name which of the run's states: a letter or digit, then letters, digits, {@code _} and
 *     {@code -}, all in lower case, 64 at most
 */
public record StateKey(RunId runId, int attempt, String name) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  public StateKey {
    requireNonNull(runId, "runId");
    requireNonNull(name, "name");
    if (attempt < 1) {
      throw new IllegalArgumentException("The attempt (%d) must be at least 1.".formatted(attempt));
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "The name '%s' of a state must be a lower-case letter or digit, then at most 63 of these, _ and -."
              .formatted(name));
    }
  }
}
