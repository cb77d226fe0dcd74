package io.metalab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ArtifactSerializer;
import io.metalab.api.CancellationToken;
import io.metalab.api.Checkpoint;
import io.metalab.api.RunId;
import io.metalab.api.RunRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/** What an operation may ask of the program, for one attempt. */
final class OperationAttempt implements RunRuntime {
  private final Path directory;
  private final CancellationToken cancellation;

  /**
   * Creates the first attempt at a run.
   *
   * @param directory where scratch directories are made
   */
  OperationAttempt(Path directory, CancellationToken cancellation) {
    this.directory = directory;
    this.cancellation = cancellation;
  }

  @Override
  public RunId runId() {
    return new RunId("1".repeat(64));
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
  public void progress(double fraction, String message) {
    assertThat(fraction).as("progress").isBetween(0.0, 1.0);
  }
}
