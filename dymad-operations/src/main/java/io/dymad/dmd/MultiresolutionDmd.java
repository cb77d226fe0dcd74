package io.dymad.dmd;

import io.dymad.dmd.ModalModel.Amplitudes;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Dense;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Spectra;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Multi-resolution dynamic mode decomposition: modes that turn less than a number of cycles in a
 * window are slow; they are subtracted, and both halves of the window are looked at again.
 *
 * <p>The windows of level l are {@code 2^l} nearly equal parts of the series.
 *
 * @param levels last level, at least 0
 * @param rule which singular values of a window are used
 * @param maxCycles modes with {@code |ln λ| < 2π maxCycles / samples of the window} are slow
 * @see <a href="https://doi.org/10.1137/15M1023543">Kutz, Fu and Brunton (2016)</a>
 */
public record MultiresolutionDmd(int levels, RankRule rule, double maxCycles) {
  public MultiresolutionDmd {
    if (levels < 0 || levels > 20 || !(maxCycles > 0)) {
      throw new IllegalArgumentException(
          "The levels (%d) must be from 0 to 20, the cycles (%s) above 0."
              .formatted(levels, maxCycles));
    }
  }

  /**
   * The slow modes of one window.
   *
   * @param level 0 for the whole series
   * @param index of the window in its level
   * @param from first sample
   * @param to last sample plus 1
   * @param eigenvalues of the slow modes, discrete-time
   * @param contributions {@code b_j v_j} at the first sample, one column for each of them
   */
  public record Window(
      int level,
      int index,
      int from,
      int to,
      ComplexVector eigenvalues,
      ComplexMatrix contributions) {
    /** Returns the slow modes as a model whose series starts at the first sample. */
    public ModalModel model(double step) {
      return ModalModel.ofContributions(
          Spectra.toContinuous(eigenvalues, step), contributions, step);
    }
  }

  /**
   * A decomposition.
   *
   * @param windows level by level
   * @param residual relative norm of what no window explains
   */
  public record Fit(List<Window> windows, double residual) {
    public Fit {
      windows = List.copyOf(windows);
    }

    /** Returns the windows of a level. */
    public List<Window> level(int level) {
      return windows.stream().filter(window -> window.level() == level).toList();
    }
  }

  /**
   * Decomposes a series of snapshots in rows.
   *
   * @throws IllegalArgumentException if the windows of the last level have fewer than two samples
   */
  public <M extends Dense<M>> Fit fit(M series, double step) {
    return fit(series, step, () -> {});
  }

  /**
   * Decomposes a series of snapshots in rows.
   *
   * @param checkpoint called before each window; what it throws ends the fit
   * @throws IllegalArgumentException if the windows of the last level have fewer than two samples
   */
  public <M extends Dense<M>> Fit fit(M series, double step, Runnable checkpoint) {
    if (series.rows() >> levels < 2) {
      throw new IllegalArgumentException(
          "%d samples are too few for windows of level %d.".formatted(series.rows(), levels));
    }
    boolean real = series instanceof Matrix;
    List<Window> windows = new ArrayList<>();
    ComplexMatrix rest = series.toComplex();
    for (int level = 0; level <= levels; level++) {
      ComplexMatrix explained = rest.rows(0, 0);
      int count = 1 << level;
      int from = 0;
      for (int index = 0; index < count; index++) {
        int to = from + series.rows() / count + (index < series.rows() % count ? 1 : 0);
        checkpoint.run();
        Window window = fit(rest.rows(from, to), level, index, from, step);
        windows.add(window);
        explained = explained.above(series(window, to - from));
        from = to;
      }
      rest = rest.minus(real ? explained.re().toComplex() : explained);
    }
    return new Fit(windows, rest.frobeniusNorm() / series.frobeniusNorm());
  }

  private Window fit(ComplexMatrix samples, int level, int index, int from, double step) {
    int to = from + samples.rows();
    if (samples.maxAbs() == 0) {
      return new Window(
          level, index, from, to, ComplexVector.of(), samples.adjoint().columns(0, 0));
    }
    Dmd dmd = new Dmd(rule, Dmd.Modes.PROJECTED, Amplitudes.FIRST, 0);
    ModalModel model = dmd.fit(Snapshots.ofSeries(samples, step));
    double slow = 2 * Math.PI * maxCycles / samples.rows();
    int[] kept =
        IntStream.range(0, model.size())
            .filter(j -> model.eigenvalues().get(j).log().abs() < slow)
            .toArray();
    return new Window(
        level,
        index,
        from,
        to,
        model.eigenvalues().select(kept),
        model.contributions().selectColumns(kept));
  }

  private static ComplexMatrix series(Window window, int samples) {
    ComplexMatrix powers =
        ComplexMatrix.generate(
            samples, window.eigenvalues().size(), (k, j) -> window.eigenvalues().get(j).pow(k));
    return powers.times(window.contributions().adjoint().conjugate());
  }
}
