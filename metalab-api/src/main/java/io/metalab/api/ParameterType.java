package io.metalab.api;

import java.util.Locale;

/** The declared type of a parameter. */
public enum ParameterType {
  /** A number without fraction. */
  INTEGER,
  /** A finite number. */
  NUMBER,
  BOOLEAN,
  STRING,
  LIST,
  MAP,
  FILE,
  DIR,
  /** Whatever {@link Values} allows. */
  ANY;

  /** Returns the type as it is shown and as it stands in schemas: lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
