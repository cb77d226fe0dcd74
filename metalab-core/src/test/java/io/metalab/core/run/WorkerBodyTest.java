package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.CancellationToken;
import io.metalab.api.Capture;
import io.metalab.api.ErrorCode;
import io.metalab.api.FrozenContext;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.Provenance;
import io.metalab.api.RunEvent;
import io.metalab.api.RunEventListener;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.executor.WorkerManifest;
import io.metalab.core.command.CommandOperation;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.registry.BoundOperation;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run body is taken apart to plain data and made again from it. */
class WorkerBodyTest extends RunBodyFixture {
  /** Is not public. */
  static final class HiddenOperation implements Operation {
    @Override
    public RunRecord run(
        FrozenContext context,
        Params params,
        SeedBundle seeds,
        RunRuntime runtime,
        Capture capture) {
      return RunRecord.success();
    }
  }

  @Test
  void executesRunsAsTheFirstBodyDoesAndSaysWhere() {
    WorkerManifest manifest =
        new DefaultRunBody(
                config(new LoadableOperation())
                    .tags(List.of("night"))
                    .provenance(new Provenance(Map.of("code", "abc", "threads", 4L, "pid", -1L)))
                    .build())
            .manifest();
    RunRecord record =
        WorkerBody.of(manifest, store, RunEventListener.NONE, "elsewhere")
            .run(payload(), CancellationToken.NONE)
            .join();
    assertThat(record.status()).as(record.error().toString()).isEqualTo(RunStatus.SUCCESS);
    assertThat(record.metrics()).containsEntry("x", 1L);
    assertThat(record.tags()).contains("night");
    assertThat(record.provenance().values())
        .containsEntry("code", "abc")
        .containsEntry("threads", 4L)
        .containsEntry("executor", "elsewhere")
        .containsEntry("pid", ProcessHandle.current().pid());
    assertThat(store.findRunRecord(record.runId())).contains(record);
  }

  @Test
  void takesTheUsersClassPathDirectoryAndCacheAlong(@TempDir Path directory) throws Exception {
    URL jar = directory.resolve("mine.jar").toUri().toURL();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar}, WorkerBodyTest.class.getClassLoader())) {
      WorkerManifest manifest =
          new DefaultRunBody(
                  config(new LoadableOperation())
                      .loader(loader)
                      .files(FileDigests.of(directory, directory.resolve("digests"), () -> NOW))
                      .build())
              .manifest();
      assertThat(manifest.classPath()).containsExactly(directory.resolve("mine.jar").toString());
      assertThat(manifest.directory()).isEqualTo(directory.toString());
      assertThat(manifest.digestCache()).isEqualTo(directory.resolve("digests").toString());
      assertThatThrownBy(() -> WorkerBody.of(manifest, store, RunEventListener.NONE, "elsewhere"))
          .isInstanceOf(MetalabException.class)
          .hasMessageContaining("mine.jar");
    }
  }

  @Test
  void makesACommandFromItsDefinition() {
    BoundOperation command = CommandOperation.of("true", "{x}").bind();
    DefaultRunBody body =
        new DefaultRunBody(
            RunBodyConfig.builder(command.spec(), command.operation(), store).build());
    WorkerManifest manifest = body.manifest();
    assertThat(manifest.definition()).isNotEmpty();
    StageBodies made = WorkerBody.of(manifest, store, RunEventListener.NONE, "elsewhere");
    assertThat(made.manifest().definition()).isEqualTo(manifest.definition());
    assertThat(made.stopTime()).isEqualTo(body.stopTime());
  }

  @Test
  void makesABodyOfSeveralStagesThatAreToldApartByOperation() {
    BoundOperation command = CommandOperation.of("true", "{x}").bind();
    WorkerManifest first =
        new DefaultRunBody(
                RunBodyConfig.builder(command.spec(), command.operation(), store)
                    .stage("first")
                    .build())
            .manifest();
    WorkerManifest second =
        new DefaultRunBody(config(new LoadableOperation()).stage("second").build()).manifest();

    StageBodies made =
        WorkerBody.of(first.withOthers(List.of(second)), store, RunEventListener.NONE, "elsewhere");

    assertThat(made.manifest().stage()).isEqualTo("first");
    assertThat(made.manifest().others())
        .extracting(WorkerManifest::stage)
        .containsExactly("second");
  }

  @Test
  void refusesWhatNoOtherProcessCanMake() {
    assertRefused(
        (context, params, seeds, runtime, capture) -> null,
        "a lambda of io.metalab.core.run.WorkerBodyTest.");
    assertRefused(new HiddenOperation(), "not public");
    assertRefused(
        new Operation() {
          @Override
          public RunRecord run(
              FrozenContext context,
              Params params,
              SeedBundle seeds,
              RunRuntime runtime,
              Capture capture) {
            return RunRecord.success();
          }
        },
        "inside a method");
  }

  private void assertRefused(Operation operation, String why) {
    assertThatThrownBy(() -> new DefaultRunBody(config(operation).build()).manifest())
        .isInstanceOfSatisfying(
            MetalabException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.NOT_LOADABLE))
        .hasMessageContainingAll(SPEC.qualifiedKey(), why, "--executor thread");
  }

  @Test
  void saysWhichOperationItCannotMake() {
    WorkerManifest manifest =
        new DefaultRunBody(config(new LoadableOperation()).build()).manifest();
    WorkerManifest gone =
        new WorkerManifest(
            manifest.operation(),
            "acme.Gone",
            Map.of(),
            List.of(),
            manifest.directory(),
            "",
            "",
            List.of(),
            Provenance.NONE);
    assertThatThrownBy(() -> WorkerBody.of(gone, store, RunEventListener.NONE, "elsewhere"))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("acme.Gone");
  }

  @Test
  void anAttemptThatAWorkerStartedIsVisibleAndStartsThenIfItIsAbandoned() {
    DefaultRunBody body = new DefaultRunBody(config(new LoadableOperation()).build());
    RunPayload payload = payload();
    body.started(payload, NOW.minusSeconds(60));
    assertThat(events)
        .containsExactly(
            new RunEvent.Started(payload.runId(), payload.attempt(), payload.params()));
    assertThat(store.findRunRecord(payload.runId()).orElseThrow().status())
        .isEqualTo(RunStatus.RUNNING);
    RunRecord record = body.abandon(payload, RunBody.WORKER_DIED, "exit code 137").join();
    assertThat(record.started()).isEqualTo(NOW.minusSeconds(60));
    assertThat(record.finished()).isEqualTo(NOW);
    assertThat(store.findRunRecord(payload.runId())).contains(record);
  }
}
