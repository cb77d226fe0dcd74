package io.metalab.executor.slurm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.metalab.api.ContextSpec;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.api.SeedBundle;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.executor.WorkerJvm;
import io.metalab.api.store.Store;
import io.metalab.core.run.DefaultRunBody;
import io.metalab.core.run.RunBodyConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** What the tests of SLURM have in common. */
final class SlurmTests {
  /** Describes {@link MarkedOperation}. */
  static final OperationSpec SPEC = OperationSpec.open("slurm.marked");

  private static final String EXPERIMENT = "marked:1";
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

  private SlurmTests() {}

  /** Returns a configuration whose JVMs are soon there. */
  static ExecutorConfig quick(ExecutorConfig config) {
    List<String> options = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m");
    return new ExecutorConfig(
        config.workers(),
        config.window(),
        config.gpus(),
        new WorkerJvm(0, options, 0, 0),
        config.settings());
  }

  static ExecutorConfig quick(int workers, Map<String, Object> settings) {
    return quick(new ExecutorConfig(workers, 0, 0, WorkerJvm.DEFAULT, settings));
  }

  /** Returns a body of runs of {@link MarkedOperation}. */
  static DefaultRunBody body(Store store) {
    return new DefaultRunBody(RunBodyConfig.builder(SPEC, new MarkedOperation(), store).build());
  }

  /** Returns payloads of runs that leave their marks in a directory. */
  static List<RunPayload> payloads(Path marks, int first, int count) {
    return IntStream.range(first, first + count).mapToObj(n -> payload(marks, n)).toList();
  }

  private static RunPayload payload(Path marks, long n) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("n", n);
    params.put("marks", marks.toString());
    String identity = "run %d in %s".formatted(n, marks);
    return new RunPayload(
        new RunId(sha256(identity)),
        1,
        EXPERIMENT,
        SPEC.qualifiedKey(),
        ContextSpec.empty(),
        sha256("no context"),
        ParamCase.of(Params.copyOf(params), "n=" + n),
        SeedBundle.of(5),
        identity,
        sha256("computation " + n),
        Duration.ZERO,
        Resources.DEFAULT);
  }

  private static String sha256(String text) {
    return Hashing.sha256().hashString(text, UTF_8).toString();
  }

  /** Waits until something holds. */
  static void await(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError("Waited in vain: " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
