package io.metalab.cli.output;

import java.util.Locale;

/** How a list is printed. */
public enum Format {
  /** Aligned columns for people. */
  TABLE,
  TSV,
  CSV,
  /** One JSON object a line. */
  NDJSON,
  /** One document, as with {@code --json}. */
  JSON,
  /** A table for a document in Markdown. */
  MARKDOWN,
  /** A table for a document in LaTeX, with the rules of booktabs. */
  LATEX;

  /** Returns the name as it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
