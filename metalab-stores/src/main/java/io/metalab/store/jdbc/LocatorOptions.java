package io.metalab.store.jdbc;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options behind the question mark of a locator. */
final class LocatorOptions {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})([kmg]?)");

  private final String shown;
  private final String example;
  private final Map<String, String> values;

  private LocatorOptions(String shown, String example, Map<String, String> values) {
    this.shown = shown;
    this.example = example;
    this.values = values;
  }

  /**
   * Reads the options of a locator.
   *
   * @param shown the locator as people may see it
   * @param example a right locator
   * @param known the names of all options
   * @throws MetalabException with {@code STORE_UNUSABLE} if one is not known or is there twice
   */
  static LocatorOptions of(URI locator, String shown, String example, Set<String> known) {
    LocatorOptions options = new LocatorOptions(shown, example, new LinkedHashMap<>());
    String query = locator.getRawQuery();
    if (query != null && !query.isEmpty()) {
      for (String option : query.split("&")) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        String value = equals < 0 ? "" : option.substring(equals + 1);
        if (!known.contains(name)) {
          throw options.wrong(
              "'%s' is not an option; there are %s".formatted(name, new TreeSet<>(known)));
        }
        String decoded = URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        if (options.values.put(name, decoded) != null) {
          throw options.wrong("the option '%s' is there twice".formatted(name));
        }
      }
    }
    return options;
  }

  /** Returns a text as a part of a locator that is read back as the text. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%2F", "/")
        .replace("%3A", ":");
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Returns a number of bytes, such as {@code 64k}; {@code all} is the largest there is. */
  long size(String name, long otherwise) {
    String text = values.get(name);
    if (text == null) {
      return otherwise;
    }
    if (text.equals("all")) {
      return Long.MAX_VALUE;
    }
    Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw wrong("%s (%s) must be a size such as 64k or 1m, or all".formatted(name, text));
    }
    int shift =
        switch (matcher.group(2)) {
          case "k" -> 10;
          case "m" -> 20;
          case "g" -> 30;
          default -> 0;
        };
    return Long.parseLong(matcher.group(1)) << shift;
  }

  /** Returns a number from 1 to a highest one. */
  int count(String name, int otherwise, int most) {
    String text = values.get(name);
    if (text == null) {
      return otherwise;
    }
    boolean digits = text.matches("[0-9]{1,4}");
    int count = digits ? Integer.parseInt(text) : 0;
    if (count < 1 || count > most) {
      throw wrong("%s (%s) must be a number from 1 to %d".formatted(name, text, most));
    }
    return count;
  }

  /** Returns the error that the locator is wrong. */
  MetalabException wrong(String what) {
    return new MetalabException(
        ErrorCode.STORE_UNUSABLE,
        "The store %s cannot be opened: %s. Write it like %s.".formatted(shown, what, example));
  }
}
