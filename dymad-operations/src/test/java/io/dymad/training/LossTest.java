package io.dymad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.dymad.models.Initialisation;
import io.dymad.models.Parameter;
import io.dymad.models.Slopes;
import io.dymad.models.Weights;
import io.dymad.torch.Precision;
import io.dymad.torch.Scope;
import io.metalab.api.SeedBundle;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossTest {
  /** One course of three samples of two states; the errors are (0, 1), (2, 0), (0, -3). */
  private static double value(Loss loss) {
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      return loss.of(
              scope.constant(new double[] {1, 3, 5, 4, 5, 3}, 1, 3, 2),
              scope.constant(new double[] {1, 2, 3, 4, 5, 6}, 1, 3, 2))
          .value();
    }
  }

  @Test
  void meansAreThoseOfAllErrors() {
    assertThat(value(new Loss.MeanSquare())).isEqualTo((1 + 4 + 9) / 6.0, within(1e-15));
    assertThat(value(new Loss.MeanAbsolute())).isEqualTo((1 + 2 + 3) / 6.0, within(1e-15));
  }

  @Test
  void weightsDecayAndSumToOne() {
    double e = Math.exp(-0.5);
    double expected = (0.5 + 2 * e + 4.5 * e * e) / (1 + e + e * e);
    assertThat(value(new Loss.WeightedMeanSquare(0.5))).isEqualTo(expected, within(1e-14));
    assertThat(value(new Loss.WeightedMeanSquare(0)))
        .isEqualTo(value(new Loss.MeanSquare()), within(1e-14));
  }

  /** The truth of both states has the variance 8/3; a sample counts σ(10 (1 - error / limit)). */
  @Test
  void validTimeCountsSamplesUntilTheErrorIsTooLarge() {
    double limit = 1;
    double counted = 0;
    double product = 1;
    for (double sum : new double[] {1, 4, 9}) {
      double error = Math.sqrt(sum / 2 / (8 / 3.0));
      product /= 1 + Math.exp(10 * (error / limit - 1));
      counted += product;
    }
    assertThat(value(new Loss.ValidTime(limit))).isEqualTo(1 / (1 + counted), within(1e-9));
  }

  @Test
  void lossesOfTheSamePredictionsAreAddedByWeight() {
    Loss sum =
        new Loss.Sum(
            List.of(
                new Loss.Sum.Term(new Loss.MeanSquare(), 2),
                new Loss.Sum.Term(new Loss.MeanAbsolute(), 0.5)));
    assertThat(value(sum)).isEqualTo(2 * 14 / 6.0 + 0.5, within(1e-14));
  }

  @Test
  void gradientsOfEveryLossAreItsSlopes() {
    Weights numbers =
        Weights.initial(
            List.of(new Parameter("x", 1, 12, Initialisation.of(Initialisation.Kind.NORMAL))),
            SeedBundle.of(5));
    for (Loss loss :
        List.of(
            new Loss.MeanSquare(),
            new Loss.MeanAbsolute(),
            new Loss.WeightedMeanSquare(0.3),
            new Loss.ValidTime(0.7),
            new Loss.Sum(
                List.of(
                    new Loss.Sum.Term(new Loss.MeanSquare(), 0.3),
                    new Loss.Sum.Term(new Loss.ValidTime(0.7), 2))))) {
      Slopes.assertGradient(
          numbers,
          (scope, bound) -> loss.of(bound.get("x").reshaped(2, 3, 2), Slopes.some(scope, 2, 3, 2)));
    }
  }

  @Test
  void refusesConstantsWithoutMeaning() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Loss.WeightedMeanSquare(-1))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Loss.ValidTime(0))
        .withMessageContaining("0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Loss.Sum(List.of()))
        .withMessageContaining("terms");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Loss.Sum.Term(new Loss.MeanSquare(), Double.NaN))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Criteria(new Loss.MeanSquare(), -1, new Loss.MeanSquare(), 1))
        .withMessageContaining("-1");
  }
}
