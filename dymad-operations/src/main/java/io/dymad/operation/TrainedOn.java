package io.dymad.operation;

import static java.util.Objects.requireNonNull;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which trajectories a model was trained on. They are recognised by their content, wherever they
 * are read from: what is judged later cannot be what was fitted by mistake.
 *
 * @param fitted what the model was fitted to
 * @param heldOut what chose its best weights
 * @param spreads standard deviation of each state variable over the fitted samples; 1 for a
 *     constant one
 */
record TrainedOn(List<Piece> fitted, List<Piece> heldOut, List<Double> spreads) {
  private static final String NOTE = "trained_on";

  TrainedOn {
    fitted = List.copyOf(fitted);
    heldOut = List.copyOf(heldOut);
    spreads = List.copyOf(spreads);
  }

  /**
   * A trajectory, or the part of one that was used.
   *
   * @param samples of it, at least 1
   * @param sha256 its {@link ContentDigest}
   */
  record Piece(int samples, String sha256) {
    Piece {
      requireNonNull(sha256, "sha256");
      if (samples < 1) {
        throw new IllegalArgumentException(
            "The samples (%d) of a piece must be at least 1.".formatted(samples));
      }
    }

    static Piece of(Trajectory series) {
      return new Piece(series.steps(), ContentDigest.of(series));
    }
  }

  /** Returns what is remembered of data as they were read. */
  static TrainedOn of(Trajectories train, Trajectories heldOut) {
    return new TrainedOn(
        train.items().stream().map(Piece::of).toList(),
        heldOut.items().stream().map(Piece::of).toList(),
        Arrays.stream(Summaries.spreads(train)).boxed().toList());
  }

  double[] spreadsArray() {
    return spreads.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * Returns what trajectories were to the training. One whose start alone was fitted is cut in two.
   */
  List<TestedPiece> tell(Trajectories trajectories) {
    Set<Piece> toFit = new HashSet<>(fitted);
    Set<Piece> toChoose = new HashSet<>(heldOut);
    List<TestedPiece> pieces = new ArrayList<>();
    for (int i = 0; i < trajectories.size(); i++) {
      Trajectory series = trajectories.get(i);
      int end = fittedSamples(toFit, series);
      if (end > 0) {
        pieces.add(new TestedPiece(TestedPiece.TRAIN, i, series.window(0, end)));
      }
      if (end < series.steps()) {
        Trajectory rest = series.window(end, series.steps());
        boolean known = toChoose.contains(Piece.of(rest));
        pieces.add(new TestedPiece(known ? TestedPiece.HELD_OUT : TestedPiece.NEW, i, rest));
      }
    }
    return pieces;
  }

  /** Returns how many samples at the start of a trajectory were fitted; 0 if none. */
  private static int fittedSamples(Set<Piece> fitted, Trajectory series) {
    ContentDigest digest = new ContentDigest(series);
    int[] lengths = fitted.stream().mapToInt(Piece::samples).distinct().sorted().toArray();
    int longest = 0;
    for (int length : lengths) {
      if (length <= series.steps() && fitted.contains(new Piece(length, digest.upTo(length)))) {
        longest = length;
      }
    }
    return longest;
  }

  /** Returns this as notes of a checkpoint. */
  Map<String, Object> toNotes() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("fitted", fitted.stream().map(TrainedOn::toMap).toList());
    fields.put("held_out", heldOut.stream().map(TrainedOn::toMap).toList());
    // Texts of numbers in JSON differ between versions of Java, hexadecimal ones do not.
    fields.put("spreads", spreads.stream().map(Double::toHexString).toList());
    return Map.of(NOTE, fields);
  }

  private static Map<String, Object> toMap(Piece piece) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("samples", piece.samples());
    fields.put("sha256", piece.sha256());
    return fields;
  }

  /**
   * Returns what {@link #toNotes} gave.
   *
   * @throws IllegalArgumentException if the notes do not say what a model was trained on
   */
  static TrainedOn ofNotes(Map<String, ?> notes) {
    if (!(notes.get(NOTE) instanceof Map<?, ?> fields)
        || !(fields.get("spreads") instanceof List<?> spreads)) {
      throw new IllegalArgumentException(
          "It does not say what it was trained on, as checkpoints of dymad.train do.");
    }
    return new TrainedOn(
        pieces(fields.get("fitted")),
        pieces(fields.get("held_out")),
        spreads.stream().map(text -> Double.valueOf(String.valueOf(text))).toList());
  }

  private static List<Piece> pieces(@Nullable Object value) {
    if (!(value instanceof List<?> items)) {
      throw new IllegalArgumentException("%s is no list of pieces.".formatted(value));
    }
    List<Piece> pieces = new ArrayList<>();
    for (Object item : items) {
      if (!(item instanceof Map<?, ?> fields)
          || !(fields.get("samples") instanceof Integer samples)
          || !(fields.get("sha256") instanceof String sha256)) {
        throw new IllegalArgumentException("%s has no samples and sha256.".formatted(item));
      }
      pieces.add(new Piece(samples, sha256));
    }
    return pieces;
  }
}
