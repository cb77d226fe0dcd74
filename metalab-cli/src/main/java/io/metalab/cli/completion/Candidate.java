package io.metalab.cli.completion;

import static java.util.Objects.requireNonNull;

/**
 * A word that may stand where a person is typing.
 *
 * @param value the word; more follows at once if it ends with {@code =}
 * @param description what it means, one line, or empty
 */
public record Candidate(String value, String description) {
  /** Stands for the names of files, which the shell knows. */
  public static final Candidate FILES = new Candidate(":files", "");

  public Candidate {
    requireNonNull(value, "value");
    requireNonNull(description, "description");
  }

  /** Returns a candidate that needs no description. */
  static Candidate of(String value) {
    return new Candidate(value, "");
  }

  /** Returns the line that a shell's script reads. */
  public String line() {
    return description.isEmpty() ? value : value + "\t" + description;
  }
}
