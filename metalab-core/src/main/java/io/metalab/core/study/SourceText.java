package io.metalab.core.study;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The text that a study is read from.
 *
 * @param name what to call it in messages
 * @param lines its lines, none if it is no text for people
 */
record SourceText(String name, List<String> lines) {
  SourceText {
    requireNonNull(name, "name");
    lines = List.copyOf(lines);
  }

  static SourceText of(String name, String text) {
    return new SourceText(name, List.of(text.split("\r\n|\r|\n", -1)));
  }

  /** Returns the place of the whole. */
  Place start() {
    return new Place(this, lines.isEmpty() ? 0 : 1, 1, 1);
  }
}
