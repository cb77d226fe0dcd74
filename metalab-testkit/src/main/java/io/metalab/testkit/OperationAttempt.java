package io.metalab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ArtifactSerializer;
import io.metalab.api.CancellationToken;
import io.metalab.api.Checkpoint;
import io.metalab.api.RunId;
import io.metalab.api.RunRuntime;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.StateStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** What an operation may ask of the program, for one attempt. */
final class OperationAttempt implements RunRuntime {
  private final Path directory;
  private final CancellationToken cancellation;
  private final int attempt;
  private final Map<String, byte[]> states;
  private final List<Map<String, byte[]>> saves = new ArrayList<>();

  /**
   * Creates the first attempt at a run.
   *
   * @param directory where scratch directories are made
   */
  OperationAttempt(Path directory, CancellationToken cancellation) {
    this(directory, cancellation, 1, Map.of());
  }

  private OperationAttempt(
      Path directory, CancellationToken cancellation, int attempt, Map<String, byte[]> states) {
    this.directory = directory;
    this.cancellation = cancellation;
    this.attempt = attempt;
    this.states = new LinkedHashMap<>(states);
  }

  /** Returns the second attempt at a run whose first one came no further than these states. */
  static OperationAttempt continuing(Path directory, Map<String, byte[]> states) {
    return new OperationAttempt(directory, CancellationToken.NONE, 2, states);
  }

  /** Returns the states that there were after each time that one was saved. */
  synchronized List<Map<String, byte[]>> saves() {
    return List.copyOf(saves);
  }

  @Override
  public RunId runId() {
    return new RunId("1".repeat(64));
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public CancellationToken cancellation() {
    return cancellation;
  }

  @Override
  public Path scratch() {
    try {
      return Files.createTempDirectory(directory, "scratch");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public <T> T read(Path input, Class<T> type) {
    String name = input.toString();
    String extension = name.substring(name.lastIndexOf('.') + 1);
    try (InputStream in = Files.newInputStream(input)) {
      if (type == byte[].class) {
        return type.cast(in.readAllBytes());
      }
      for (ArtifactSerializer serializer : ServiceLoader.load(ArtifactSerializer.class)) {
        if (serializer.name().equals(extension)) {
          return serializer.read(in, type);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError(
        "No serializer on the class path of this test has the extension of %s as its name."
            .formatted(input));
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
  public synchronized boolean saveState(String name, byte[] state) {
    StateKey key = new StateKey(runId(), attempt, name);
    assertThat(state.length)
        .as("bytes of the state '%s'", name)
        .isLessThanOrEqualTo(StateStore.MAX_BYTES);
    states.put(key.name(), state.clone());
    saves.add(new LinkedHashMap<>(states));
    return true;
  }

  @Override
  public synchronized Optional<byte[]> savedState(String name) {
    return Optional.ofNullable(states.get(name)).map(byte[]::clone);
  }

  @Override
  public void progress(double fraction, String message) {
    assertThat(fraction).as("progress").isBetween(0.0, 1.0);
  }
}
