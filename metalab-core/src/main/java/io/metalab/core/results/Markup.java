package io.metalab.core.results;

/** The formats of tables in documents; numbers are rounded as on a terminal. */
public enum Markup {
  /** A table of GitHub Flavored Markdown whose columns are aligned in the source, too. */
  MARKDOWN,
  /** A LaTeX {@code tabular} with the rules of the package booktabs. */
  LATEX
}
