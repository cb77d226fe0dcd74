package io.metalab.capture;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunId;
import io.metalab.api.store.Store;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Opens the captures of runs that write to one store; safe for use by many threads. */
public final class CaptureFactory {
  private final Store store;
  private final Serializers serializers;
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  /**
   * Creates a factory.
   *
   * @param clock dates log lines and the age of what is buffered
   */
  public CaptureFactory(Store store, Serializers serializers, InstantSource clock) {
    this(store, serializers, clock, System::nanoTime);
  }

  CaptureFactory(Store store, Serializers serializers, InstantSource clock, LongSupplier nanoTime) {
    this.store = requireNonNull(store, "store");
    this.serializers = requireNonNull(serializers, "serializers");
    this.clock = requireNonNull(clock, "clock");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
  }

  /**
   * Opens the capture of one attempt.
   *
   * @param onArtifact is told of each artifact, on the thread that captured it, once the store has
   *     its bytes
   */
  public RunCapture open(RunId runId, int attempt, Consumer<ArtifactDescriptor> onArtifact) {
    AttemptStore target = new AttemptStore(store, runId, attempt);
    return new RunCapture(target, serializers, clock, nanoTime, onArtifact);
  }
}
