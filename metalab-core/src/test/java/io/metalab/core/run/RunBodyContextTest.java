package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.CancellationToken;
import io.metalab.api.Capture;
import io.metalab.api.ContextBuilder;
import io.metalab.api.ContextPreparation;
import io.metalab.api.ContextSpec;
import io.metalab.api.FileValue;
import io.metalab.api.FrozenContext;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.executor.RunPayload;
import io.metalab.core.identity.FileDigests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The context of an attempt: built once, and refused if it is not what was planned. */
class RunBodyContextTest extends RunBodyFixture {
  @TempDir Path directory;

  @Test
  void isBuiltAndPreparedOnceForAllRunsAndThreads() {
    Preparing operation = new Preparing();
    CountingBuilder.built.set(0);
    DefaultRunBody body = new DefaultRunBody(config(operation).build());
    ContextSpec spec = new ContextSpec(Params.of("n", 5), CountingBuilder.class.getName());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<CompletableFuture<RunRecord>> runs = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        RunPayload payload = payload(spec, Params.empty()).withAttempt(i + 1);
        runs.add(
            CompletableFuture.supplyAsync(
                () -> body.run(payload, CancellationToken.NONE).join(), threads));
      }
      assertThat(runs)
          .allSatisfy(run -> assertThat(run.join().metrics()).containsEntry("loaded", "5 ready"));
    } finally {
      threads.shutdownNow();
    }
    assertThat(CountingBuilder.built).hasValue(1);
    assertThat(operation.prepared).hasValue(1);
  }

  @Test
  void oneThatCannotBeBuiltFailsEachRunThatNeedsIt() {
    DefaultRunBody body =
        new DefaultRunBody(config((context, params, seeds, runtime, capture) -> null).build());
    ContextSpec spec = new ContextSpec(Params.empty(), FailingBuilder.class.getName());
    for (int attempt = 1; attempt <= 2; attempt++) {
      RunRecord record =
          body.run(payload(spec, Params.empty()).withAttempt(attempt), CancellationToken.NONE)
              .join();
      assertThat(record.status()).isEqualTo(RunStatus.FAILED);
      assertThat(record.error().type()).isEqualTo("CONTEXT_FAILED");
      assertThat(record.error().message()).contains("no data today");
    }
    assertThat(FailingBuilder.calls).hasValue(1);
  }

  @Test
  void aBuilderThatIsNoneIsNamed() {
    for (String builder : List.of("java.lang.String", "com.acme.Missing")) {
      RunRecord record =
          run(
              (context, params, seeds, runtime, capture) -> null,
              payload(new ContextSpec(Params.empty(), builder), Params.empty()));
      assertThat(record.error().type()).isEqualTo("CONTEXT_FAILED");
      assertThat(record.error().message()).contains(builder).contains("ContextBuilder");
    }
  }

  @Test
  void aFileThatChangedSinceThePlanFailsTheRun() throws Exception {
    Path file = Files.writeString(directory.resolve("data.csv"), "old");
    FileDigests digests = FileDigests.of(directory);
    FileValue planned = (FileValue) digests.resolve(FileValue.of(file.toString()), "data");
    Files.writeString(file, "new content");
    for (RunPayload payload :
        List.of(
            payload(ContextSpec.of(Params.of("data", planned)), Params.empty()),
            payload(ContextSpec.empty(), Params.of("data", planned)))) {
      DefaultRunBody body =
          new DefaultRunBody(
              config((context, params, seeds, runtime, capture) -> null).files(digests).build());
      assertThat(body.run(payload, CancellationToken.NONE).join().error().type())
          .isEqualTo("CONTEXT_CHANGED");
    }
  }

  /** Prepares a context and tells what it got. */
  private static final class Preparing implements Operation, ContextPreparation {
    private final AtomicInteger prepared = new AtomicInteger();

    @Override
    public FrozenContext prepare(FrozenContext context) {
      prepared.incrementAndGet();
      return context.withLoaded("prepared", context.loaded("n", Long.class) + " ready");
    }

    @Override
    public RunRecord run(
        FrozenContext context,
        Params params,
        SeedBundle seeds,
        RunRuntime runtime,
        Capture capture) {
      capture.metric("loaded", context.loaded("prepared", String.class));
      return RunRecord.success();
    }
  }

  /** Counts how often it builds. */
  public static final class CountingBuilder implements ContextBuilder {
    static final AtomicInteger built = new AtomicInteger();

    @Override
    public FrozenContext build(ContextSpec spec) {
      built.incrementAndGet();
      return FrozenContext.of(spec).withLoaded("n", spec.values().getLong("n"));
    }
  }

  /** Cannot build. */
  public static final class FailingBuilder implements ContextBuilder {
    static final AtomicInteger calls = new AtomicInteger();

    @Override
    public FrozenContext build(ContextSpec spec) throws Exception {
      calls.incrementAndGet();
      throw new IOException("no data today");
    }
  }
}
