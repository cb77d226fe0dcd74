package io.dymad.operation;

import io.dymad.numerics.ComplexVector;
import io.metalab.api.Capture;
import io.metalab.api.OperationSpec;
import io.metalab.api.Params;
import io.metalab.capture.CsvTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The oscillating modes nearest to the periods that are looked for. */
final class PeriodTable {
  private static final int NONE = -1;

  private final DmdJudgement judgement;
  private final List<Double> wanted;
  private final int[] found;

  private PeriodTable(DmdJudgement judgement, List<Double> wanted, int... found) {
    this.judgement = judgement;
    this.wanted = wanted;
    this.found = found;
  }

  static void describe(OperationSpec.Builder spec) {
    spec.metric(
            "period",
            "Period of the mode nearest to the first of periods; also period_<time_unit>.")
        .metric("period_growth", "Growth rate of that mode, per unit of time.")
        .metric("period_amplitude", "Amplitude of that mode.")
        .metric("period_residual_train", "Residual of that mode on what was fitted.")
        .metric("period_residual_held_out", "Residual of that mode on what was not fitted.");
  }

  static PeriodTable of(Params params, DmdJudgement judgement) {
    List<Double> wanted = new ArrayList<>();
    for (Object value : params.getList("periods")) {
      if (!(value instanceof Number number) || !(number.doubleValue() > 0)) {
        throw Refusals.of(
            "params.periods", "A period (%s) must be a number above 0.".formatted(value));
      }
      wanted.add(number.doubleValue());
    }
    int[] found =
        wanted.isEmpty()
            ? new int[] {strongest(judgement)}
            : wanted.stream().mapToInt(period -> nearest(judgement, period)).toArray();
    return new PeriodTable(judgement, wanted, found);
  }

  private static IntStream oscillating(DmdJudgement judgement) {
    ComplexVector exponents = judgement.model().exponents();
    return IntStream.range(0, exponents.size()).filter(j -> exponents.get(j).im() > 0);
  }

  private static int strongest(DmdJudgement judgement) {
    double[] amplitudes = judgement.amplitudes();
    return oscillating(judgement)
        .reduce((a, b) -> amplitudes[b] > amplitudes[a] ? b : a)
        .orElse(NONE);
  }

  /** Returns the mode whose period has the ratio nearest to 1. */
  private static int nearest(DmdJudgement judgement, double period) {
    return oscillating(judgement)
        .reduce(
            (a, b) ->
                distance(judgement.period(b), period) < distance(judgement.period(a), period)
                    ? b
                    : a)
        .orElse(NONE);
  }

  private static double distance(double a, double b) {
    return Math.abs(Math.log(a / b));
  }

  /** Returns the modes found, without repetition; none where nothing oscillates. */
  int[] modes() {
    return Arrays.stream(found).filter(j -> j != NONE).distinct().toArray();
  }

  void capture(Params params, Capture capture) {
    int mode = found[0];
    double period = judgement.period(mode);
    capture.metric("period", period);
    String unit = params.getString("time_unit");
    if (!unit.isBlank()) {
      capture.metric("period_" + unit, period);
    }
    capture.metric("period_growth", at(judgement.growth(), mode));
    capture.metric("period_amplitude", at(judgement.amplitudes(), mode));
    capture.metric("period_residual_train", at(judgement.residualsTrain(), mode));
    capture.metric("period_residual_held_out", at(judgement.residualsHeldOut(), mode));
    capture.artifact("periods.csv", table());
  }

  private static double at(double[] values, int mode) {
    return mode == NONE ? Double.NaN : values[mode];
  }

  private CsvTable table() {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      int mode = found[i];
      rows.add(
          List.of(
              wanted.isEmpty() ? Double.NaN : wanted.get(i),
              mode,
              judgement.period(mode),
              at(judgement.growth(), mode),
              at(judgement.amplitudes(), mode),
              at(judgement.residualsTrain(), mode),
              at(judgement.residualsHeldOut(), mode)));
    }
    return CsvTable.of(
        List.of(
            "wanted",
            "mode",
            "period",
            "growth",
            "amplitude",
            "residual_train",
            "residual_held_out"),
        rows);
  }
}
