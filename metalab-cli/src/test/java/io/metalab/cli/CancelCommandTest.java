package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.controller.Controller;
import io.metalab.core.controller.Controllers;
import io.metalab.core.controller.Presence;
import io.metalab.core.controller.StopMode;
import io.metalab.core.controller.StopRequest;
import io.metalab.core.json.Json;
import io.metalab.core.registry.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CancelCommandTest {
  private static final Instant NOW = Instant.parse("2026-11-20T16:00:00Z");

  @TempDir Path directory;
  private Store writer = Stores.open("memory:", OpenOptions.readWrite(), loader());

  private static ClassLoader loader() {
    return CancelCommandTest.class.getClassLoader();
  }

  @BeforeEach
  void runOneOfThree() throws IOException {
    Files.writeString(
        directory.resolve("s.yaml"),
        "{study: s, version: '1', operation: test.add, sweep: {grid: {a: [1, 2, 3]}}}");
    CliRun.in(directory).run("run", "s.yaml", "--limit", "1");
    writer = Stores.open(directory.resolve("runs").toString(), OpenOptions.readWrite(), loader());
  }

  @AfterEach
  void closeStore() {
    writer.close();
  }

  private CliRun cli() {
    return CliRun.in(directory);
  }

  /** A controller of the study, as another process would leave it in the store. */
  private Presence controller(String log) {
    Controller controller = new Controller("c1", "s:1", "node7", 4711, NOW, "thread", 4, log);
    return Controllers.of(writer).announce(controller);
  }

  @Test
  void saysThatNobodyExecutesTheStudy() {
    CliRun.Outcome outcome = cli().run("cancel", "s");
    assertThat(outcome)
        .isEqualTo(
            new CliRun.Outcome(
                0,
                """
                Nobody executes s:1.
                s:1  ✓ success 1  ✗ failed 0  left 2
                  next: metalab resume s:1
                """,
                ""));
  }

  @Test
  void asksWaitsAndTellsHowItEnded() {
    Presence presence = controller("");
    CliRun.Outcome outcome =
        cli()
            .pause(
                time -> {
                  assertThat(presence.asked())
                      .contains(new StopRequest(StopMode.DRAIN, "Cancelled by metalab cancel."));
                  presence.end("drained");
                })
            .run("cancel", "s");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .isEqualTo(
            """
            pid 4711 on node7: drained
            s:1  ✓ success 1  ✗ failed 0  left 2
              next: metalab resume s:1
            """);
  }

  @Test
  void givesUpWaitingAndSaysWhatCancelsTheRuns() {
    Presence presence = controller("run.log");
    CliRun.Outcome outcome = cli().pause(time -> {}).run("cancel", "s", "--wait", "3s");
    assertThat(outcome.exitCode()).isEqualTo(124);
    assertThat(outcome.err())
        .contains("still goes on after 3 s: pid 4711 on node7 (detached).")
        .contains("hint: metalab cancel s:1 --now");
    assertThat(cli().run("cancel", "s", "--now", "--wait", "0s").out())
        .startsWith("pid 4711 on node7 (detached): asked to stop, goes on for now\n");
    assertThat(presence.asked().map(StopRequest::mode)).contains(StopMode.CANCEL);
    presence.end("cancelled");
  }

  @Test
  void isOneDocumentForPrograms() {
    controller("run.log");
    CliRun.Outcome late = cli().pause(time -> {}).run("cancel", "s", "--wait", "1s", "--json");
    assertThat(late.exitCode()).isEqualTo(124);
    assertThat(late.object("error").get("code")).isEqualTo("timeout");
    CliRun.Outcome asked = cli().run("cancel", "s", "--wait", "0s", "--json");
    Map<String, ?> data = asked.object("data");
    assertThat(data.get("left")).isEqualTo(2L);
    assertThat((List<?>) data.get("controllers"))
        .singleElement()
        .asString()
        .contains("pid=4711", "log=run.log", "ending=null");
  }

  @Test
  void cancelsAStudyThatRuns() throws Exception {
    Files.writeString(
        directory.resolve("w.yaml"),
        "{study: w, version: '1', operation: test.wait, sweep: {grid: {a: [1, 2, 3]}}}");
    CompletableFuture<CliRun.Outcome> running =
        CompletableFuture.supplyAsync(() -> cli().run("run", "w.yaml", "-j", "1", "--json"));
    while (!cli().run("status", "w", "--json=running").out().contains("\"running\": 1")) {
      Thread.onSpinWait();
    }
    assertThat(cli().run("status", "w").out())
        .contains("by pid %d on ".formatted(ProcessHandle.current().pid()));
    CliRun.Outcome cancelled = cli().run("cancel", "w", "--now");
    assertThat(cancelled.out()).contains(": cancelled\n").contains("left 3\n");
    CliRun.Outcome run = running.join();
    assertThat(run.exitCode()).isEqualTo(130);
    assertThat(run.err()).contains("Cancelled left=3 continue: metalab resume w");
    assertThat(Json.parseObject(run.out())).containsEntry("ok", false);
    assertThat(run.object("error").get("message"))
        .isEqualTo("The study w:1 was cancelled through its store before its end.");
  }

  @Test
  void statusShowsWhoExecutesAStudyAndWatchesUntilNobodyDoes() {
    Presence presence = controller("run.log");
    assertThat(cli().run("status", "s").out())
        .contains("  by pid 4711 on node7 (detached)  since 2026-11-20 16:00Z  thread x 4\n")
        .doesNotContain("next: metalab resume");
    assertThat((List<?>) cli().run("status", "s", "--json").object("data").get("controllers"))
        .hasSize(1);
    assertThat(cli().run("status", "--cols", "study,controllers", "--format", "csv").out())
        .isEqualTo("study,controllers\r\ns:1,1\r\n");
    CliRun.Outcome watched = cli().pause(time -> presence.end("drained")).run("status", "s", "-w");
    assertThat(watched.exitCode()).isZero();
    assertThat(watched.out()).hasLineCount(1);
  }

  @Test
  void refusesWhatIsNoDurationOrNoStudy() {
    assertThat(cli().run("cancel", "s", "--wait", "soon").err())
        .startsWith("error: The --wait (soon) must be a duration such as 10s or 2m.");
    assertThat(cli().run("cancel", "gone").exitCode()).isEqualTo(5);
    assertThat(cli().run("cancel").exitCode()).isEqualTo(2);
  }
}
