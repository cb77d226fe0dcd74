package io.metalab.core.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.metalab.api.Experiment;
import io.metalab.api.OperationSpec;
import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedPlan;
import io.metalab.api.executor.Resources;
import io.metalab.core.controller.Controller;
import io.metalab.core.controller.Controllers;
import io.metalab.core.controller.Presence;
import io.metalab.core.controller.StopMode;
import io.metalab.core.controller.StopRequest;
import io.metalab.core.params.ParamSources;
import io.metalab.core.run.Ending;
import io.metalab.core.run.FakeStore;
import io.metalab.core.run.RunCounts;
import io.metalab.core.run.StudyResult;
import io.metalab.core.run.StudyStatus;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.study.StudyManifest;
import io.metalab.testkit.InMemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A study of four runs that somebody else executes. */
@Timeout(60)
class StudyConnectionTest {
  private static final Instant NOW = Instant.parse("2026-11-20T16:00:00Z");

  private static final Experiment EXPERIMENT =
      Experiment.of("s", "1")
          .operation(OperationSpec.open("op"), (context, params, seeds, runtime, capture) -> null)
          .params(ParamSources.grid(Map.of("x", List.of(1, 2, 3, 4))))
          .seeds(SeedPlan.single(1))
          .build();

  private final FakeStore store = new FakeStore();
  private final Controllers controllers = Controllers.of(store);
  private final Controller controller =
      Controller.self("s:1", NOW.minusSeconds(30), "thread", 2, "");
  private final StudyConnection connection =
      StudyConnection.of(store, declaration(), InstantSource.fixed(NOW));

  private static Declaration declaration() {
    return new Declaration(
        StudyManifest.ofJava(
            Pipeline.of(EXPERIMENT),
            Resources.DEFAULT,
            "Main",
            "",
            Path.of(""),
            List.of(),
            Optional.empty()),
        0,
        Optional.empty(),
        StudyConnectionTest.class.getClassLoader());
  }

  private void put(int number, RunStatus status) {
    store
        .putRunRecord(
            RunRecord.builder()
                .runId(new RunId("%064x".formatted(number)))
                .experimentId("s:1")
                .attempt(1)
                .status(status)
                .error(status == RunStatus.FAILED ? RunError.of("T", "no") : RunError.NONE)
                .started(NOW.minusSeconds(20))
                .finished(NOW.minusSeconds(10))
                .build())
        .join();
  }

  @Test
  void tellsCountsRateAndWhatRemains() {
    controllers.announce(controller);
    put(1, RunStatus.SUCCESS);
    put(2, RunStatus.FAILED);
    put(3, RunStatus.RUNNING);
    StudyStatus status = connection.status();
    assertThat(connection.study()).isEqualTo("s:1");
    assertThat(status.counts()).isEqualTo(new RunCounts(4, 0, 0, 0, 0, 1, 1, 0, 1, 0));
    // Two runs ended since the first of them began, 20 s ago; two are still to end.
    assertThat(status.runsPerSecond()).isEqualTo(0.1, within(1e-12));
    assertThat(status.remaining()).contains(Duration.ofSeconds(20));
    assertThat(status.finished()).isFalse();
    assertThat(connection.controllers()).containsExactly(controller);
    assertThat(connection.running()).containsExactly(new RunId("%064x".formatted(3)));
    assertThat(connection.soFar().ending()).isEqualTo(Ending.CANCELLED);
    assertThat(connection.soFar().counts()).isEqualTo(status.counts());
  }

  @Test
  void waitsForTheControllerAndTellsWhatItSaid() {
    Presence presence = controllers.announce(controller);
    put(1, RunStatus.FAILED);
    assertThat(connection.result(Duration.ofMillis(1))).isEmpty();
    CompletableFuture<StudyResult> result = CompletableFuture.supplyAsync(connection::result);
    presence.end("drained");
    assertThat(result.join().ending()).isEqualTo(Ending.DRAINED);
    assertThat(result.join().counts().todo()).isEqualTo(3);
    assertThat(result.join().failures())
        .singleElement()
        .satisfies(group -> assertThat(group.type()).isEqualTo("T"));
    assertThat(connection.status().finished()).isTrue();
  }

  @Test
  void whatIsDoneIsCompleteWhateverTheLastControllerSaid() {
    controllers.announce(controller).end("drained");
    for (int i = 1; i <= 4; i++) {
      put(i, RunStatus.SUCCESS);
    }
    assertThat(connection.result().ending()).isEqualTo(Ending.COMPLETE);
  }

  @Test
  void aControllerThatDiedHasLostTheStudy() {
    controllers.announce(controller);
    put(1, RunStatus.SUCCESS);
    store.loseClaims();
    assertThat(connection.controllers()).isEmpty();
    assertThat(connection.result().ending()).isEqualTo(Ending.LOST);
  }

  @Test
  void aRunThatIsExecutedWithoutAControllerIsWaitedFor() {
    put(1, RunStatus.RUNNING);
    assertThat(connection.result(Duration.ZERO)).isEmpty();
    put(1, RunStatus.SUCCESS);
    assertThat(connection.result(Duration.ZERO)).isPresent();
  }

  @Test
  void asksEveryControllerThatIsThere() {
    Presence one = controllers.announce(controller);
    Presence other = controllers.announce(Controller.self("s:1", NOW, "thread", 2, "a.log"));
    Presence elsewhere = controllers.announce(Controller.self("t:1", NOW, "thread", 2, ""));
    connection.drain();
    assertThat(one.asked().map(StopRequest::mode)).contains(StopMode.DRAIN);
    connection.cancel("changed my mind");
    assertThat(other.asked()).contains(new StopRequest(StopMode.CANCEL, "changed my mind"));
    assertThat(elsewhere.asked()).isEmpty();
  }

  @Test
  void gathersWhatIsThereInTheOrderOfStoringWhereThePlanCannotBeMade() {
    put(3, RunStatus.SUCCESS);
    put(1, RunStatus.SUCCESS);
    assertThat(connection.gather().map(record -> record.runId().hex().charAt(63)))
        .containsExactly('3', '1');
  }

  @Test
  void aStoreThatKnowsOfNoControllerPassesNoRequest() {
    StudyConnection deaf =
        StudyConnection.of(new InMemoryStore(), declaration(), InstantSource.fixed(NOW));
    assertThatThrownBy(deaf::drain).hasMessageContaining("Stop their processes instead");
  }
}
