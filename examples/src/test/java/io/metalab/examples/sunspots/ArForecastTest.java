package io.metalab.examples.sunspots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.metalab.api.CancellationToken;
import io.metalab.api.Checkpoint;
import io.metalab.api.ContextSpec;
import io.metalab.api.FileValue;
import io.metalab.api.FrozenContext;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import io.metalab.testkit.OperationContract;
import io.metalab.testkit.RecordingCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ArForecastTest extends OperationContract {
  /** Both programs round each of some thousand operations on numbers of the order of 100. */
  private static final Offset<Double> ROUNDING = within(1e-8);

  @Override
  protected Operation operation() {
    return new ArForecast();
  }

  @Override
  protected List<Params> samples() {
    return List.of(params(2, 60, 0.001, 1), params(9, 140, 10, 1), params(12, 100, 0, 5));
  }

  @Override
  protected FrozenContext context() throws IOException {
    Params values = Params.of("series", FileValue.of("sunspots/sunspots_yearly.csv"));
    return new ArForecast().prepare(FrozenContext.of(ContextSpec.of(values)));
  }

  /** Figures from an independent program (numpy, normal equations by numpy.linalg.solve). */
  @Test
  void forecastsAsAnIndependentProgramDoes() throws IOException {
    checkFigures(
        params(2, 60, 0.001, 1), 20.340621065712245, 15.594554770459386, 0.31292702527972804);
    checkFigures(params(9, 140, 10, 1), 17.300431737951676, 13.129705485351598, 0.4156196578394279);
    checkFigures(
        params(9, 140, 0.1, 5), 31.595706097030234, 23.454174937929082, 0.6344215572429015);
    checkFigures(params(12, 100, 10, 2), 26.67227567590134, 19.273617772233237, 0.4906010454897912);
  }

  @Test
  void capturesOneErrorAndOneRowForEachOrigin() throws IOException {
    RecordingCapture capture = run(params(2, 60, 0.001, 1), SeedBundle.of(1));
    assertThat(capture.series().get("error")).hasSize(100);
    assertThat(capture.artifacts()).containsOnlyKeys("forecasts.csv");
  }

  @Test
  void drawsOtherRowsForAnotherReplicate() throws IOException {
    Params params = params(4, 60, 0.1, 1);
    assertThat(run(params, SeedBundle.of(1, 0)).metrics())
        .isNotEqualTo(run(params, SeedBundle.of(1, 1)).metrics());
  }

  @Test
  void refusesAWindowThatDoesNotFit() {
    assertThatThrownBy(() -> run(params(30, 60, 0, 1), SeedBundle.of(1)))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("window (60 years)")
        .hasMessageContaining("order p (30)");
    assertThatThrownBy(() -> run(params(2, 300, 0, 1), SeedBundle.of(1)))
        .hasMessageContaining("309 years")
        .hasMessageContaining("need 400");
  }

  private void checkFigures(Params params, double rmse, double mae, double skill)
      throws IOException {
    var metrics = run(params, SeedBundle.of(1)).metrics();
    assertThat((Double) metrics.get("rmse")).isCloseTo(rmse, ROUNDING);
    assertThat((Double) metrics.get("mae")).isCloseTo(mae, ROUNDING);
    assertThat((Double) metrics.get("skill")).isCloseTo(skill, ROUNDING);
  }

  private RecordingCapture run(Params params, SeedBundle seeds) throws IOException {
    RecordingCapture capture = new RecordingCapture();
    new ArForecast().run(context(), params, seeds, new FirstAttempt(), capture);
    return capture;
  }

  private static Params params(int order, int window, double ridge, int horizon) {
    return Params.of("p", order, "window", window, "ridge", ridge, "h", horizon, "origins", 100);
  }

  /** A first attempt that nobody cancels. */
  private static final class FirstAttempt implements RunRuntime {
    @Override
    public RunId runId() {
      return RunId.DRAFT;
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public CancellationToken cancellation() {
      return CancellationToken.NONE;
    }

    @Override
    public Path scratch() {
      throw new AssertionError("This operation needs no scratch directory.");
    }

    @Override
    public <T> T read(Path input, Class<T> type) {
      throw new AssertionError("This operation reads no input by type.");
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
    public boolean saveState(String name, byte[] state) {
      return false;
    }

    @Override
    public Optional<byte[]> savedState(String name) {
      return Optional.empty();
    }

    @Override
    public void progress(double fraction, String message) {}
  }
}
