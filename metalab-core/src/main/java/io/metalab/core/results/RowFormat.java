package io.metalab.core.results;

/** The formats that rows are exported in; all keep numbers at full precision. */
public enum RowFormat {
  /** RFC 4180: a header, CRLF line ends, quotes where needed; the empty string is {@code ""}. */
  CSV,
  /** A header, tabs, LF line ends; tab, line feed, carriage return and backslash are escaped. */
  TSV,
  /** One JSON object a line; NaN and infinities are strings. */
  NDJSON,
  /** One JSON array of objects. */
  JSON
}
