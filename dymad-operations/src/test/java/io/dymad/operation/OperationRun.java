package io.dymad.operation;

import io.metalab.api.CancellationToken;
import io.metalab.api.Capture;
import io.metalab.api.Checkpoint;
import io.metalab.api.ContextSpec;
import io.metalab.api.DescribedOperation;
import io.metalab.api.FrozenContext;
import io.metalab.api.ParameterSpec;
import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import io.metalab.capture.CsvTable;
import io.metalab.testkit.RecordingCapture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Runs operations as a runner does: with the defaults filled in. */
final class OperationRun {
  private OperationRun() {}

  /** Returns the params that a run gets which is given these. */
  static Params complete(DescribedOperation operation, Params given) {
    Params complete = Params.empty();
    for (ParameterSpec parameter : operation.spec().parameters()) {
      if (!parameter.required()) {
        complete = complete.with(parameter.name(), parameter.defaultValue());
      }
    }
    return complete.withAll(given);
  }

  /** Runs an operation and returns what it captured. */
  static RecordingCapture run(DescribedOperation operation, Params given) throws Exception {
    return run(operation, given, new Recording(CancellationToken.NONE));
  }

  static RecordingCapture run(DescribedOperation operation, Params given, RunRuntime runtime)
      throws Exception {
    RecordingCapture capture = new RecordingCapture();
    run(operation, given, runtime, capture);
    return capture;
  }

  private static void run(
      DescribedOperation operation, Params given, RunRuntime runtime, Capture capture)
      throws Exception {
    operation.run(
        FrozenContext.of(ContextSpec.empty()),
        complete(operation, given),
        SeedBundle.of(6, 0),
        runtime,
        capture);
  }

  /** Runs an operation and returns a table that it captured. */
  static CsvTable table(DescribedOperation operation, Params given, String name) throws Exception {
    return (CsvTable) artifact(operation, given, name);
  }

  /** Runs an operation and returns the value of an artifact that it captured. */
  static Object artifact(DescribedOperation operation, Params given, String name) throws Exception {
    RecordingCapture recording = new RecordingCapture();
    AtomicReference<Object> artifact = new AtomicReference<>();
    Capture capture =
        (Capture)
            Proxy.newProxyInstance(
                OperationRun.class.getClassLoader(),
                new Class<?>[] {Capture.class},
                (self, method, arguments) -> {
                  if (method.getName().equals("artifact") && arguments[0].equals(name)) {
                    artifact.set(arguments[1]);
                  }
                  return method.invoke(recording, arguments);
                });
    run(operation, given, new Recording(CancellationToken.NONE), capture);
    return Objects.requireNonNull(artifact.get(), name);
  }

  /** Returns a metric as a number. */
  static double number(RecordingCapture capture, String metric) {
    Object value = Objects.requireNonNull(capture.metrics().get(metric), metric);
    return ((Number) value).doubleValue();
  }

  /** Keeps what a run says of its progress. */
  static class Recording implements RunRuntime {
    private final CancellationToken cancellation;
    private final List<Double> fractions = Collections.synchronizedList(new ArrayList<>());

    Recording(CancellationToken cancellation) {
      this.cancellation = cancellation;
    }

    List<Double> fractions() {
      return List.copyOf(fractions);
    }

    @Override
    public RunId runId() {
      return new RunId("2".repeat(64));
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public CancellationToken cancellation() {
      return cancellation;
    }

    @Override
    public Path scratch() {
      try {
        return Files.createTempDirectory("scratch");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public <T> T read(Path input, Class<T> type) {
      throw new AssertionError("This operation reads no input by type.");
    }

    @Override
    public Optional<Checkpoint> earlierCheckpoint() {
      return Optional.empty();
    }

    @Override
    public void report(long step, double value) {}

    @Override
    public boolean shouldStop() {
      return false;
    }

    @Override
    public boolean saveState(String name, byte[] state) {
      return false;
    }

    @Override
    public Optional<byte[]> savedState(String name) {
      return Optional.empty();
    }

    @Override
    public void progress(double fraction, String message) {
      fractions.add(fraction);
    }
  }
}
