package io.dymad.operation;

import io.metalab.api.CancellationToken;
import io.metalab.api.Checkpoint;
import io.metalab.api.ContextSpec;
import io.metalab.api.FrozenContext;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.SeedBundle;
import io.metalab.testkit.RecordingCapture;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs of trainings whose files are looked into. */
final class TrainRun {
  private TrainRun() {}

  /** Keeps the checkpoint of a run, and its data and artifacts. */
  static final class Kept extends RecordingCapture {
    private final Map<String, Object> data = new TreeMap<>();
    private Path checkpoint = Path.of("");

    /** Returns the directory of the checkpoint. */
    Path checkpoint() {
      return checkpoint;
    }

    /** Returns what was captured as data. */
    Map<String, Object> data() {
      return Collections.unmodifiableMap(data);
    }

    @Override
    public void data(String name, Object value) {
      super.data(name, value);
      data.put(name, value);
    }

    @Override
    public void file(String name, Path path) {
      super.file(name, path);
      checkpoint = path;
    }
  }

  /** A run that goes on from a shorter one. */
  static final class From extends OperationRun.Recording {
    private final Checkpoint earlier;

    From(Checkpoint earlier) {
      super(CancellationToken.NONE);
      this.earlier = earlier;
    }

    @Override
    public Optional<Checkpoint> earlierCheckpoint() {
      return Optional.of(earlier);
    }
  }

  static RunRecord record(Params given, OperationRun.Recording runtime, RecordingCapture capture) {
    TrainOperation operation = new TrainOperation();
    return operation.run(
        FrozenContext.of(ContextSpec.empty()),
        OperationRun.complete(operation, given),
        SeedBundle.of(6, 0),
        runtime,
        capture);
  }

  /** Runs a training to its end. */
  static Kept whole(Params given) {
    Kept capture = new Kept();
    record(given, new OperationRun.Recording(CancellationToken.NONE), capture);
    return capture;
  }

  /** Runs a training that goes on from what a shorter one left. */
  static Kept goingOn(Params given, Kept shorter, long epochs) {
    OperationRun.Recording any = new OperationRun.Recording(CancellationToken.NONE);
    Kept capture = new Kept();
    record(given, new From(new Checkpoint(any.runId(), epochs, shorter.checkpoint())), capture);
    return capture;
  }
}
