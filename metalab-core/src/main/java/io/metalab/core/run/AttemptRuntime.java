package io.metalab.core.run;

import com.google.common.collect.ImmutableMap;
import io.metalab.api.CancellationToken;
import io.metalab.api.Capture;
import io.metalab.api.Checkpoint;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.Provenance;
import io.metalab.api.RunEvent;
import io.metalab.api.RunEventListener;
import io.metalab.api.RunId;
import io.metalab.api.RunRuntime;
import io.metalab.api.executor.EarlierCheckpoint;
import io.metalab.api.executor.RunPayload;
import io.metalab.core.artifact.LocalArtifacts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one attempt may ask of the program that runs it. */
final class AttemptRuntime implements RunRuntime {
  /** The series of what a run reports. */
  static final String REPORTED = "reported";

  private final RunPayload payload;
  private final CancellationToken cancellation;
  private final RunEventListener events;
  private final LocalArtifacts inputs;
  private final AttemptStates states;
  private final ScratchDirectory scratch;
  private final Capture capture;
  private final Pruner pruner;
  private volatile Optional<EarlierCheckpoint> startedFrom = Optional.empty();

  AttemptRuntime(
      RunPayload payload,
      CancellationToken cancellation,
      RunEventListener events,
      LocalArtifacts inputs,
      AttemptStates states,
      Capture capture) {
    this.payload = payload;
    this.cancellation = cancellation;
    this.events = events;
    this.inputs = inputs;
    this.states = states;
    this.scratch = new ScratchDirectory(payload.runId());
    this.capture = capture;
    this.pruner = new Pruner(payload.runId(), payload.point().pruning());
  }

  @Override
  public RunId runId() {
    return payload.runId();
  }

  @Override
  public int attempt() {
    return payload.attempt();
  }

  @Override
  public CancellationToken cancellation() {
    return cancellation;
  }

  @Override
  public Path scratch() {
    return scratch.get();
  }

  @Override
  public <T> T read(Path input, Class<T> type) {
    return inputs.read(input, type);
  }

  @Override
  public Optional<Checkpoint> earlierCheckpoint() {
    return payload
        .earlier()
        .map(
            earlier -> {
              Path path =
                  inputs
                      .localized(Params.of("checkpoint", earlier.artifact()))
                      .getPath("checkpoint");
              startedFrom = Optional.of(earlier);
              return new Checkpoint(earlier.artifact().runId(), earlier.budget(), path);
            });
  }

  @Override
  public boolean saveState(String name, byte[] state) {
    return states.save(name, state);
  }

  @Override
  public Optional<byte[]> savedState(String name) {
    return states.find(name);
  }

  /**
   * Returns what is to be recorded of how the run went: where it started, if from a checkpoint or
   * what an earlier attempt had saved, and why it stopped, if it was told to.
   */
  Provenance provenance() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>(states.provenance().values());
    startedFrom.ifPresent(
        earlier ->
            values.put(
                "started_from",
                ImmutableMap.of(
                    "run", earlier.artifact().run(),
                    "artifact", earlier.artifact().name(),
                    "budget", earlier.budget())));
    pruner.told().ifPresent(stop -> values.put("pruned", stop.provenance()));
    return new Provenance(values);
  }

  /** Returns what a reader of the record should know. */
  Optional<String> remark() {
    return states.remark();
  }

  @Override
  public void report(long step, double value) {
    pruner.report(step, value);
    capture.metric(REPORTED, value, step);
  }

  @Override
  public boolean shouldStop() {
    return pruner.shouldStop();
  }

  /** Returns why the run was told to stop, if it was. */
  Optional<Pruner.Stop> pruned() {
    return pruner.told();
  }

  @Override
  public void progress(double fraction, String message) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new MetalabException(
          ErrorCode.INVALID_VALUE,
          "The progress (%s) of run %s must be in [0, 1]."
              .formatted(fraction, payload.runId().shortHex()));
    }
    events.onEvent(new RunEvent.Progress(payload.runId(), fraction, message));
  }

  ScratchDirectory scratchDirectory() {
    return scratch;
  }
}
