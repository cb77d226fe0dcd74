package io.metalab.core.command;

import io.metalab.api.CancellationSource;
import io.metalab.api.CancellationToken;
import io.metalab.api.Checkpoint;
import io.metalab.api.ContextSpec;
import io.metalab.api.FrozenContext;
import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import io.metalab.testkit.RecordingCapture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs a command once and keeps what it hands over. */
final class Attempts implements RunRuntime {
  static final RunId RUN = new RunId("ab".repeat(32));

  final List<String> points = new ArrayList<>();
  final Map<String, String> artifacts = new LinkedHashMap<>();
  final List<String> log = new ArrayList<>();
  final CancellationSource cancellation = new CancellationSource();
  private final RecordingCapture capture = new LegibleCapture();
  private final Path scratch;
  private int attempt = 1;
  private Consumer<String> onLine = line -> {};
  private Params context = Params.empty();

  Attempts(Path directory) {
    try {
      this.scratch = Files.createTempDirectory(directory, "scratch");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Attempts attempt(int number) {
    attempt = number;
    return this;
  }

  Attempts context(Params values) {
    context = values;
    return this;
  }

  /** Sets what is done at each line of the log, on the thread of the run. */
  Attempts onLine(Consumer<String> action) {
    onLine = action;
    return this;
  }

  RunRecord run(CommandOperation operation, Params params) throws Exception {
    return operation.run(
        FrozenContext.of(ContextSpec.of(context)), params, SeedBundle.of(42, 1), this, capture);
  }

  Map<String, Object> metrics() {
    return capture.metrics();
  }

  List<String> notes() {
    return capture.notes();
  }

  @Override
  public RunId runId() {
    return RUN;
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public CancellationToken cancellation() {
    return cancellation.token();
  }

  @Override
  public Path scratch() {
    return scratch;
  }

  @Override
  public <T> T read(Path input, Class<T> type) {
    throw new AssertionError("A command reads no input by type.");
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
    throw new UnsupportedOperationException();
  }

  /** Keeps points, files and lines besides as tests like to read them. */
  private final class LegibleCapture extends RecordingCapture {
    @Override
    public synchronized void metric(String name, double value, long step) {
      super.metric(name, value, step);
      points.add(name + "[" + step + "]=" + value);
    }

    @Override
    public void file(String name, Path path) {
      super.file(name, path);
      try {
        artifacts.put(name, Files.readString(path));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public synchronized void log(LogLevel level, String message) {
      super.log(level, message);
      log.add(message);
      onLine.accept(message);
    }
  }
}
