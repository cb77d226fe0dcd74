package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares sessions with what people were found to read well, in {@code
 * src/test/resources/sessions}.
 *
 * <p>After a wanted change, {@code mvn -pl metalab-cli -am test -Dtest='*SessionsTest'
 * -Dsurefire.failIfNoSpecifiedTests=false -Dmetalab.golden.write=true} writes the files anew; read
 * them before you commit them.
 */
public final class Golden {
  private static final Path SESSIONS = Path.of("src", "test", "resources", "sessions");

  private Golden() {}

  /** States that a session is as its file says. */
  public static void check(String name, String session) throws IOException {
    Path file = SESSIONS.resolve(name + ".txt");
    if (Boolean.getBoolean("metalab.golden.write")) {
      Files.createDirectories(SESSIONS);
      Files.writeString(file, session);
    }
    assertThat(session).isEqualTo(Files.readString(file));
  }
}
