package io.dymad.agent.store;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an object, such as {@code ds_5e8ff9bf55ba}.
 *
 * @param kind what it stands for
 * @param hex the first 12 digits of the SHA-256 of its document
 */
public record Handle(HandleKind kind, String hex) {
  static final int DIGITS = 12;

  private static final Pattern FORM = Pattern.compile("([a-z]+)_([0-9a-f]{12})");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{12}");

  public Handle {
    requireNonNull(kind, "kind");
    if (!HEX.matcher(requireNonNull(hex, "hex")).matches()) {
      throw new IllegalArgumentException(
          "The hex (%s) of a handle must be 12 lower-case hex digits.".formatted(hex));
    }
  }

  /** Returns the handle that a text has the form of, if it has one's. */
  public static Optional<Handle> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    return Arrays.stream(HandleKind.values())
        .filter(kind -> kind.prefix().equals(form.group(1)))
        .map(kind -> new Handle(kind, form.group(2)))
        .findFirst();
  }

  @Override
  public String toString() {
    return kind.prefix() + "_" + hex;
  }
}
