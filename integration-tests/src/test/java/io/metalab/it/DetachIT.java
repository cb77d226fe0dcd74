package io.metalab.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.core.json.Json;
import io.metalab.it.JavaProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real sessions that go on without the process that started them. */
@Timeout(120)
class DetachIT {
  @TempDir Path directory;
  private Optional<ProcessHandle> detached = Optional.empty();

  @BeforeEach
  void writeStudy() throws IOException {
    study("study: doors", "{n: [1, 2, 3, 4, 5, 6]}");
  }

  @AfterEach
  void endWhatIsLeft() {
    detached.ifPresent(ProcessHandle::destroyForcibly);
  }

  private void study(String name, String grid) throws IOException {
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        %s
        version: "1"
        operation: {class: io.metalab.it.GatedOperation}
        sweep: {grid: %s}
        run: {workers: 1}
        """
            .formatted(name, grid));
  }

  private Outcome metalab(String... arguments) {
    return JavaProcess.metalab(directory, arguments);
  }

  /** Detaches the study, whose third run does not end by itself. */
  private Map<String, ?> detach() {
    Outcome outcome = metalab("run", "study.yaml", "--detach", "--json");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    Map<String, ?> data = data(outcome);
    detached = ProcessHandle.of(((Number) requireNonNull(data.get("pid"))).longValue());
    assertThat(detached).isPresent();
    return data;
  }

  private static Map<String, ?> data(Outcome outcome) {
    @SuppressWarnings("unchecked") // keys of JSON objects are strings
    Map<String, ?> data =
        (Map<String, ?>) requireNonNull(Json.parseObject(outcome.out()).get("data"));
    return data;
  }

  private void awaitGate() {
    while (!metalab("log", "doors").out().contains("gated")) {
      assertThat(detached.orElseThrow().isAlive()).isTrue();
    }
  }

  @Test
  void aDetachedSessionHasASessionOfItsOwnAndEndsWhenItIsAskedTo() throws Exception {
    Map<String, ?> data = detach();
    long pid = detached.orElseThrow().pid();
    // Fields of the process: id, name, state, parent, group, session.
    String[] stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat")).split(" ");
    assertThat(stat[5]).isEqualTo(Long.toString(pid));
    assertThat(data.get("todo")).isEqualTo(6L);
    awaitGate();
    assertThat(metalab("status", "doors").out())
        .contains("by pid " + pid + " on ")
        .contains("(detached)");

    Outcome cancelled = metalab("cancel", "doors", "--now");
    assertThat(cancelled.exitCode()).as(cancelled.err()).isZero();
    assertThat(cancelled.out()).contains("(detached): cancelled\n").contains("left 4\n");
    detached.orElseThrow().onExit().join();
    assertThat(Files.readString(Path.of((String) data.get("log"))))
        .contains("run doors:1 total=6", "exit=130", "continue: metalab resume doors");
  }

  @Test
  void aDetachedSessionThatIsKilledIsKnownToBeGoneAndTheStudyGoesOn() throws Exception {
    detach();
    awaitGate();
    detached.orElseThrow().destroyForcibly();
    detached.orElseThrow().onExit().join();
    assertThat(metalab("cancel", "doors").out()).startsWith("Nobody executes doors:1.\n");
    assertThat(data(metalab("status", "doors", "--json")).get("lost")).isEqualTo(1L);
    assertThat(metalab("resume", "doors", "--limit", "1", "--timeout", "1ms").err())
        .contains("total=6 reused=2 todo=1");
  }

  @Test
  void whatFailsBeforeTheStudyRunsIsToldByTheCommandItself() throws Exception {
    Files.writeString(directory.resolve("file"), "no store");
    Outcome store = metalab("run", "study.yaml", "--detach", "-s", "file");
    assertThat(store.exitCode()).as(store.err()).isEqualTo(4);
    assertThat(store.err()).contains("file");
    assertThat(metalab("run", "gone.yaml", "--detach").exitCode()).isEqualTo(2);
    assertThat(metalab("run", "study.yaml", "--detach", "--dry-run").exitCode()).isEqualTo(2);
    assertThat(metalab("run", "study.yaml", "--detach", "--json=gone").exitCode()).isEqualTo(2);
    assertThat(directory.resolve("runs")).doesNotExist();

    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: sums
        version: "1"
        operation: {class: io.metalab.it.GatedOperation}
        context: {data: {file: gone.csv}}
        """);
    Outcome inTheOther = metalab("run", "study.yaml", "--detach", "--json");
    assertThat(inTheOther.exitCode()).as(inTheOther.out()).isEqualTo(2);
    assertThat(inTheOther.out()).contains("gone.csv");
  }

  @Test
  void nothingToDoIsSoonOver() throws Exception {
    study("study: done", "{n: [1, 2]}");
    metalab("run", "study.yaml");
    Outcome outcome = metalab("run", "study.yaml", "--detach");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).contains("total=2 reused=2 todo=0").contains("exit=0");
  }
}
