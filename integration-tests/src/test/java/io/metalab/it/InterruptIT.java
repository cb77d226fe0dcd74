package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stops a real {@code metalab run} by signals and goes on. */
@Timeout(120)
class InterruptIT {
  @TempDir Path directory;

  @BeforeEach
  void writeStudy() throws IOException {
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: doors
        version: "1"
        operation: {class: io.metalab.it.GatedOperation}
        sweep: {grid: {n: [1, 2, 3, 4, 5, 6]}}
        """);
  }

  @Test
  void interruptDrainsASecondOneCancelsAndResumeExecutesTheRest() throws Exception {
    Child child = Child.start(directory, "closed", "run", "study.yaml", "-j", "1");
    child.readUntil("gated");
    child.kill("INT");
    child.readUntil("stopping running=1 not_started=");
    child.kill("INT");
    assertThat(child.end()).isEqualTo(130);
    assertThat(child.told()).contains("end ok=2 failed=0 reused=0", "exit=130");
    assertThat(child.told()).contains("continue: metalab resume doors");

    Child resumed = Child.start(directory, "open", "resume", "doors", "-j", "1");
    assertThat(resumed.end()).isZero();
    assertThat(resumed.told()).contains("total=6 reused=2 todo=4").contains("end ok=4 failed=0");
  }

  @Test
  void terminateEndsAfterTheGraceWithItsOwnExitCode() throws Exception {
    Child child =
        Child.start(directory, "closed", "run", "study.yaml", "-j", "1", "--grace", "1ms");
    child.readUntil("gated");
    child.kill("TERM");
    assertThat(child.end()).isEqualTo(143);
    assertThat(child.told()).contains("exit=143").contains("continue: metalab resume doors");
  }

  /** A metalab process whose stderr is read line by line. */
  private record Child(Process process, BufferedReader err, List<String> lines) {
    static Child start(Path directory, String gate, String... args) throws IOException {
      List<String> command =
          new ArrayList<>(
              List.of(
                  // A background job of a shell inherits INT ignored, and so would the child.
                  "env",
                  "--default-signal=INT",
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Dgate=" + gate,
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName()));
      command.addAll(List.of(args));
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new Child(process, process.errorReader(), new ArrayList<>());
    }

    void readUntil(String text) throws IOException {
      for (String line = err.readLine(); line != null; line = err.readLine()) {
        lines.add(line);
        if (line.contains(text)) {
          return;
        }
      }
      throw new AssertionError("The process ended without '" + text + "': " + lines);
    }

    void kill(String signal) throws IOException, InterruptedException {
      Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
      assertThat(kill.waitFor()).isZero();
    }

    int end() throws IOException, InterruptedException {
      for (String line = err.readLine(); line != null; line = err.readLine()) {
        lines.add(line);
      }
      return process.waitFor();
    }

    String told() {
      return String.join("\n", lines);
    }
  }
}
