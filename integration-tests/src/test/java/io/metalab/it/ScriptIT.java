package io.metalab.it;

import static io.metalab.it.JavaProcess.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.it.JavaProcess.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java programs in one file, as real processes with the Maven of this machine. */
class ScriptIT {
  private static final Pattern JSOUP = Pattern.compile("<jsoup.version>(.*)</jsoup.version>");

  @TempDir Path directory;

  @Test
  void aJarThatThisProgramLacksComesFromTheLocalMavenRepository() throws IOException {
    // The tests of another module need it, so that a build has put it there.
    Matcher version = JSOUP.matcher(Files.readString(ROOT.resolve("pom.xml")));
    assertThat(version.find()).isTrue();
    Files.writeString(
        directory.resolve("Text.java"),
        """
        //DEPS org.jsoup:jsoup:%s
        class Text {
          public static void main(String[] args) {
            System.out.println(org.jsoup.Jsoup.parse(args[0]).text());
          }
        }
        """
            .formatted(version.group(1)));
    Outcome outcome =
        JavaProcess.metalab(directory, "script", "--offline", "Text.java", "<p>one</p><b>two</b>");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).isEqualTo("one two\n");
  }

  @Test
  void theEndOfTheCommandIsThatOfTheProgram() throws Exception {
    Files.writeString(
        directory.resolve("Waits.java"),
        """
        class Waits {
          public static void main(String[] args) throws Exception {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("ended")));
            System.out.println("ready");
            Thread.currentThread().join();
          }
        }
        """);
    Process command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                ManagementFactory.getRuntimeMXBean().getClassPath(),
                "io.metalab.cli.Main",
                "script",
                "Waits.java")
            .directory(directory.toFile())
            .redirectError(directory.resolve("err.txt").toFile())
            .start();
    try (BufferedReader out = command.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("ready");
      command.toHandle().destroy(); // leaves its streams open
      assertThat(out.readLine()).isEqualTo("ended");
      assertThat(command.waitFor()).isEqualTo(143);
    } finally {
      command.descendants().forEach(ProcessHandle::destroyForcibly);
      command.destroyForcibly();
    }
  }
}
