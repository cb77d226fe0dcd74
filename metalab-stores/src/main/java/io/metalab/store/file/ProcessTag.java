package io.metalab.store.file;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a process in the names of its temporary files: {@code <boot>.<space>.<pid>.<start>}, so
 * that others can tell when it is dead.
 */
final class ProcessTag {
  private static final Pattern NAME =
      Pattern.compile("([0-9a-f-]+)\\.([0-9]+)\\.([0-9]+)\\.([0-9]+)\\..*");
  private static final Pattern SPACE = Pattern.compile("pid:\\[([0-9]+)]");

  /** The tag of this process. */
  static final String SELF = of(Owner.self(Duration.ZERO));

  private ProcessTag() {}

  static String of(Owner owner) {
    Matcher space = SPACE.matcher(owner.space());
    String number = space.matches() ? space.group(1) : "";
    return "%s.%s.%d.%s".formatted(owner.boot(), number, owner.pid(), owner.start());
  }

  /** Returns the process that a name of a file begins with, if it tells one. */
  static Optional<Owner> owner(String fileName) {
    Matcher matcher = NAME.matcher(fileName);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Owner(
            matcher.group(1),
            "pid:[" + matcher.group(2) + "]",
            Long.parseLong(matcher.group(3)),
            matcher.group(4),
            "",
            Duration.ZERO));
  }
}
