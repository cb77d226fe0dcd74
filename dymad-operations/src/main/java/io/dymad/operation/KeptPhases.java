package io.dymad.operation;

import static java.util.Objects.requireNonNull;

import io.dymad.io.NpzArrays;
import io.dymad.numerics.Matrix;
import io.dymad.training.Checkpoints;
import io.dymad.training.Export;
import io.dymad.training.Exports;
import io.dymad.training.TrainingState;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.capture.NdArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the phases {@code analysis} and {@code export} of a training have kept so far. It goes into
 * the directory of the checkpoint, so that a training that goes on from there has it, too, whose
 * weights then are others.
 */
final class KeptPhases {
  private static final String ANALYSES = "analyses.npz";
  private static final String EXPORTS = "exports";

  private final TrainingPlan plan;
  private final Path exports;
  private final List<Analysis> analyses = new ArrayList<>();

  /**
   * Starts with nothing.
   *
   * @param directory for files on the way
   */
  KeptPhases(TrainingPlan plan, Path directory) {
    this.plan = plan;
    this.exports = directory.resolve(EXPORTS);
  }

  /** Returns the analyses in the order of the training. */
  List<Analysis> analyses() {
    return List.copyOf(analyses);
  }

  /** Returns the name of an analysis. */
  String name(Analysis analysis) {
    return plan.phase(analysis.phase()).name();
  }

  /** Carries out a phase if it is one that keeps something. */
  void keep(TrainingState state, int phase) {
    if (plan.phase(phase).phase() instanceof Export export) {
      keep(state, phase, export.kind());
    }
  }

  private void keep(TrainingState state, int phase, Export.Kind kind) {
    if (kind == Export.Kind.ANALYSIS) {
      analyses.add(Analysis.of(plan, state, phase));
      return;
    }
    Path directory = exports.resolve(plan.phase(phase).name());
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw unusable(directory, e);
    }
    Path file = directory.resolve(TrainingFiles.STATE);
    switch (kind) {
      case BEST_MODEL ->
          Checkpoints.writeModel(TrainingFiles.origin(plan), plan.task(), state, file);
      case RUN_CHECKPOINT ->
          Checkpoints.write(TrainingFiles.origin(plan), plan.task(), state, file);
      case SUMMARY -> Exports.writeSummary(state, directory.resolve("summary.npz"));
      case ANALYSIS -> throw new IllegalArgumentException("An analysis leaves no files.");
    }
  }

  /** Adds all of it to the directory of a checkpoint. */
  void write(Path checkpoint) {
    try {
      if (!analyses.isEmpty()) {
        double[][] rows = analyses.stream().map(Analysis::toArray).toArray(double[][]::new);
        NdArray array = NdArray.of(Matrix.of(rows).toRowMajor(), rows.length, rows[0].length);
        NpzArrays.write(Map.of("analyses", array), checkpoint.resolve(ANALYSES));
      }
      if (Files.exists(exports)) {
        for (Path directory : files(exports)) {
          mirror(directory, checkpoint.resolve(EXPORTS).resolve(directory.getFileName()));
        }
      }
    } catch (IOException e) {
      throw unusable(checkpoint, e);
    }
  }

  /**
   * Takes over what phases before one had kept; what others kept is carried out again.
   *
   * @param checkpoint a directory that {@link #write} was given
   */
  void restore(Path checkpoint, int before) {
    Path file = checkpoint.resolve(ANALYSES);
    if (Files.exists(file)) {
      try {
        addAll(requireNonNull(NpzArrays.read(file).get("analyses"), "analyses"), before);
      } catch (IOException e) {
        throw unusable(file, e);
      }
    }
    for (int phase = 0; phase < before; phase++) {
      if (plan.phase(phase).phase() instanceof Export export
          && export.kind() != Export.Kind.ANALYSIS) {
        String name = plan.phase(phase).name();
        mirror(checkpoint.resolve(EXPORTS).resolve(name), exports.resolve(name));
      }
    }
  }

  private void addAll(NdArray rows, int before) {
    double[] numbers = rows.toDoubles();
    int columns = numbers.length / rows.shape().get(0);
    for (int from = 0; from < numbers.length; from += columns) {
      Analysis analysis = Analysis.ofArray(Arrays.copyOfRange(numbers, from, from + columns));
      if (analysis.phase() < before) {
        analyses.add(analysis);
      }
    }
  }

  /** Makes a directory of files hold the same as another, and nothing else. */
  private static void mirror(Path from, Path to) {
    try {
      Files.createDirectories(to);
      for (Path stale : files(to)) {
        Files.delete(stale);
      }
      for (Path file : files(from)) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw unusable(to, e);
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private static MetalabException unusable(Path path, IOException cause) {
    return new MetalabException(
        ErrorCode.FILE_UNREADABLE,
        "What phases of the training kept cannot be written to or read from %s: %s"
            .formatted(path, cause),
        cause);
  }
}
