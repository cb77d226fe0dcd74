package io.metalab.api;

import java.util.Locale;

/** The declared type of a parameter. */
public enum ParameterType {
  /** A number without fraction. */
  INTEGER,
  /** A finite number. */
  NUMBER,
  /** True or false. */
  BOOLEAN,
  /** A text. */
  STRING,
  /** A list of values. */
  LIST,
  /** A map from texts to values. */
  MAP,
  /** A file, or the artifact of an earlier run; a text is taken for its path. */
  FILE,
  /** A directory, or one that an earlier run captured; a text is taken for its path. */
  DIR,
  /** Whatever {@link Values} allows. */
  ANY;

  /** Returns the type as it is shown and as it stands in schemas: lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
