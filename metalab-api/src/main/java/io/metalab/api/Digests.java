package io.metalab.api;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** Checks shared by the records that carry a SHA-256. */
final class Digests {
  private static final Pattern HEX_64 = Pattern.compile("[0-9a-f]{64}");

  private Digests() {}

  static String check(String hex, String name) {
    requireNonNull(hex, name);
    if (!HEX_64.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "The %s (%s) must be 64 lower-case hex digits.".formatted(name, hex));
    }
    return hex;
  }

  static void checkOrEmpty(String hex) {
    if (!requireNonNull(hex, "sha256").isEmpty()) {
      check(hex, "sha256");
    }
  }

  static void checkPath(String path, String kind) {
    if (requireNonNull(path, kind).isBlank()) {
      throw new IllegalArgumentException(
          "The path of a %s value must not be blank.".formatted(kind));
    }
  }
}
