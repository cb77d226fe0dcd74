package io.metalab.capture.plot;

import java.util.OptionalInt;

/** What the parts of figures check alike. */
final class Checks {
  private Checks() {}

  static void sameSize(String name, Numbers x, Numbers y) {
    if (x.size() != y.size()) {
      throw new IllegalArgumentException(
          "The series '%s' has %d horizontal and %d vertical values; there must be as many."
              .formatted(name, x.size(), y.size()));
    }
  }

  static void notNegative(String name, Numbers values) {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) < 0) {
        throw new IllegalArgumentException(
            "The half length (%s) at index %d of '%s' must be at least 0."
                .formatted(values.get(i), i, name));
      }
    }
  }

  static void rising(String name, String what, Numbers values) {
    for (int i = 0; i < values.size(); i++) {
      if (!Double.isFinite(values.get(i)) || (i > 0 && values.get(i) <= values.get(i - 1))) {
        throw new IllegalArgumentException(
            "The %s of '%s' must be finite and rise; at index %d there is %s."
                .formatted(what, name, i, values.get(i)));
      }
    }
  }

  static void color(String name, OptionalInt color) {
    if (color.isPresent() && color.getAsInt() < 0) {
      throw new IllegalArgumentException(
          "The color (%d) of '%s' must be at least 0.".formatted(color.getAsInt(), name));
    }
  }
}
