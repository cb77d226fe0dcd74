package io.dymad.operation;

import static java.util.Objects.requireNonNull;

import io.dymad.training.Cursor;
import io.dymad.training.TrainingState;
import io.metalab.api.Capture;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.RunRuntime;
import io.metalab.api.store.StateStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the training of a run is, saved now and then for the attempt that comes after this one, if
 * it is interrupted: the files of a checkpoint as a zip.
 */
final class SavedTraining {
  /** The parameter of the time between two saves. */
  static final String SECONDS = "save_seconds";

  /** The parameter of the number of epochs between two saves. */
  static final String EPOCHS = "save_epochs";

  private static final String NAME = "training";

  private final TrainingPlan plan;
  private final KeptPhases kept;
  private final RunRuntime runtime;
  private final Capture capture;
  private final long periodNanos;
  private final int periodEpochs;
  private long savedNanos = System.nanoTime();
  private int savedEpochs;
  private @Nullable Cursor savedAt;
  private boolean possible = true;

  /**
   * Creates what saves.
   *
   * @param params that say how often
   */
  SavedTraining(
      TrainingPlan plan, KeptPhases kept, RunRuntime runtime, Capture capture, Params params) {
    this.plan = plan;
    this.kept = kept;
    this.runtime = runtime;
    this.capture = capture;
    this.periodNanos = (long) (params.getDouble(SECONDS) * TimeUnit.SECONDS.toNanos(1));
    this.periodEpochs = params.getInt(EPOCHS);
  }

  /** Returns where an earlier attempt was. */
  Optional<TrainingState> find() {
    Optional<TrainingState> found = runtime.savedState(NAME).map(this::read);
    found.ifPresent(
        state -> {
          savedAt = state.cursor();
          savedEpochs = state.history().size();
        });
    return found;
  }

  private TrainingState read(byte[] zip) {
    Path directory = runtime.scratch().resolve("continued");
    try {
      Files.createDirectories(directory);
      try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          Path file = directory.resolve(entry.getName()).normalize();
          if (!file.startsWith(directory)) {
            throw new IOException("It has a file %s.".formatted(entry.getName()));
          }
          Files.createDirectories(requireNonNull(file.getParent(), entry.getName()));
          Files.write(file, in.readAllBytes());
        }
      }
      return TrainingFiles.state(plan, kept, directory);
    } catch (IOException | MetalabException e) {
      throw new MetalabException(
          ErrorCode.SERIALIZATION,
          "What an earlier attempt at run %s had saved cannot be continued from: %s 'metalab rm %s' lets it start from its beginning."
              .formatted(runtime.runId().shortHex(), e.getMessage(), runtime.runId().shortHex()),
          e);
    }
  }

  /** Saves where the training is if that is due, after an epoch or a phase. */
  void offer(TrainingState state) {
    int epochs = state.history().size();
    boolean late = System.nanoTime() - savedNanos >= periodNanos;
    boolean far = periodEpochs > 0 && epochs - savedEpochs >= periodEpochs;
    if (possible && (late || far)) {
      save(state);
    }
  }

  /**
   * Saves where the training is since it ends there before its end, unless that is saved already or
   * nothing was done yet. An interrupt of this thread waits, as it would break the files.
   */
  void saveLast(TrainingState state) {
    boolean isStart = state.cursor().phase() == 0 && state.history().isEmpty();
    if (possible && !isStart && !state.cursor().equals(savedAt)) {
      boolean interrupted = Thread.interrupted();
      try {
        save(state);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private void save(TrainingState state) {
    byte[] zip = zip(state);
    if (zip.length > StateStore.MAX_BYTES) {
      possible = false;
      capture.note(
          "The state of the training has %d bytes, of which %d can be saved: if this run is interrupted, it starts from its beginning."
              .formatted(zip.length, StateStore.MAX_BYTES));
    } else {
      possible = runtime.saveState(NAME, zip);
    }
    savedAt = state.cursor();
    savedNanos = System.nanoTime();
    savedEpochs = state.history().size();
  }

  private byte[] zip(TrainingState state) {
    Path directory = runtime.scratch().resolve("saved");
    TrainingFiles.write(plan, state, kept, directory);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes);
        Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = directory.relativize(file).toString().replace(File.separatorChar, '/');
        out.putNextEntry(new ZipEntry(name));
        out.write(Files.readAllBytes(file));
      }
      out.finish();
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE,
          "The state of the training in %s cannot be read: %s".formatted(directory, e),
          e);
    }
    return bytes.toByteArray();
  }
}
