package io.metalab.api;

import static java.util.Objects.requireNonNull;

/** Checks shared by the records that carry a SHA-256. */
final class Digests {
  private Digests() {}

  static String check(String hex, String name) {
    requireNonNull(hex, name);
    if (hex.length() != 64 || !isLowerHex(hex)) {
      throw new IllegalArgumentException(
          "The %s (%s) must be 64 lower-case hex digits.".formatted(name, hex));
    }
    return hex;
  }

  /** Without branches, which random digits would mispredict: plans create millions of ids. */
  static boolean isLowerHex(String text) {
    int allNegative = -1;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      int letter = text.charAt(i) - 'a';
      allNegative &= (~digit & (digit - 10)) | (~letter & (letter - 6));
    }
    return allNegative < 0;
  }

  static void checkOrEmpty(String hex) {
    checkOrEmpty(hex, "sha256");
  }

  static void checkOrEmpty(String hex, String name) {
    if (!requireNonNull(hex, name).isEmpty()) {
      check(hex, name);
    }
  }

  static void checkPath(String path, String kind) {
    if (requireNonNull(path, kind).isBlank()) {
      throw new IllegalArgumentException(
          "The path of a %s value must not be blank.".formatted(kind));
    }
  }
}
