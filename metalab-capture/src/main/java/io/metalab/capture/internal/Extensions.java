package io.metalab.capture.internal;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The extension of an artifact's name. */
public final class Extensions {
  private static final Pattern EXTENSION = Pattern.compile(".*[^/]\\.([A-Za-z][A-Za-z0-9]*)");

  private Extensions() {}

  /**
   * Returns the letters and digits after the last dot in lower case, or the empty text if what
   * follows it does not start with a letter, as in {@code epoch.10}.
   */
  public static String of(String artifactName) {
    Matcher matcher = EXTENSION.matcher(artifactName);
    return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
  }
}
