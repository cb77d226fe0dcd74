package io.metalab.core.script;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A jar by its name in Maven repositories.
 *
 * @param group such as {@code info.picocli}
 * @param artifact such as {@code picocli}
 * @param version exactly this one
 * @param classifier such as {@code linux-x86_64}, or empty
 */
record Coordinates(String group, String artifact, String version, String classifier) {
  private static final String PART = "([A-Za-z0-9_.+-]+)";
  private static final Pattern FORM =
      Pattern.compile("%1$s:%1$s:%1$s(?::%1$s)?(?:@jar)?".formatted(PART));

  /** Returns what {@code group:artifact:version[:classifier]} names, or empty for another text. */
  static Optional<Coordinates> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String classifier = matcher.group(4) == null ? "" : matcher.group(4);
    return Optional.of(
        new Coordinates(matcher.group(1), matcher.group(2), matcher.group(3), classifier));
  }

  /** Returns whether an entry of a class path is this jar, by the name that Maven gives it. */
  boolean is(Path entry) {
    String name = artifact + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier);
    return String.valueOf(entry.getFileName()).equals(name + ".jar");
  }

  @Override
  public String toString() {
    String jar = group + ":" + artifact + ":" + version;
    return classifier.isEmpty() ? jar : jar + ":" + classifier;
  }
}
