package io.dymad.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.dymad.models.Initialisation.Kind;
import io.dymad.numerics.Matrix;
import io.metalab.api.SeedBundle;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialisationTest {
  private static Matrix draw(Kind kind, int outputs, int inputs) {
    return Initialisation.of(kind).draw(outputs, inputs, SeedBundle.of(1).random());
  }

  /** Deviations of 20,000 numbers are known to about 2 %; the fourth moment decides. */
  @ParameterizedTest
  @CsvSource({
    "KAIMING_UNIFORM, 0.1", "KAIMING_NORMAL, 0.1", "XAVIER_UNIFORM, 0.08164965809277261",
    "XAVIER_NORMAL, 0.08164965809277261", "NORMAL, 1", "TRUNC_NORMAL, 0.8796"
  })
  void spreadsAsItsDefinitionSays(Kind kind, double deviation) {
    double[] drawn = draw(kind, 200, 100).toRowMajor();
    double meanSquare = Arrays.stream(drawn).map(x -> x * x).average().orElseThrow();
    assertThat(Math.sqrt(meanSquare)).isEqualTo(deviation, within(0.03 * deviation));
  }

  @Test
  void orthogonalRowsOrColumnsAreOrthonormal() {
    Matrix tall = draw(Kind.ORTHOGONAL, 5, 3);
    Matrix wide = draw(Kind.ORTHOGONAL, 3, 5);
    assertThat(tall.adjointTimes(tall).minus(Matrix.identity(3)).maxAbs()).isLessThan(1e-14);
    assertThat(wide.timesAdjoint(wide).minus(Matrix.identity(3)).maxAbs()).isLessThan(1e-14);
  }

  @Test
  void gainsMultiply() {
    Initialisation wide = Initialisation.of(Kind.ONES).timesGain(2).timesGain(3);
    assertThat(wide.draw(1, 2, SeedBundle.of(1).random()).row(0)).containsExactly(6, 6);
  }

  @Test
  void aParameterDoesNotDependOnTheOthers() {
    Parameter first = new Parameter("first", 2, 3, Initialisation.of(Kind.NORMAL));
    Parameter second = new Parameter("second", 3, 1, Initialisation.of(Kind.NORMAL));
    Weights both = Weights.initial(List.of(first, second), SeedBundle.of(7));
    Weights alone = Weights.initial(List.of(second), SeedBundle.of(7));
    assertThat(both.matrix("second")).isEqualTo(alone.matrix("second"));
    assertThat(Weights.initial(List.of(second), SeedBundle.of(8)).matrix("second"))
        .isNotEqualTo(alone.matrix("second"));
  }

  @Test
  void weightsAreReadAndReplacedByName() {
    Parameter one = new Parameter("one", 2, 2, Initialisation.of(Kind.ZEROS));
    Parameter two = new Parameter("two", 1, 2, Initialisation.of(Kind.ONES));
    Weights weights = Weights.initial(List.of(one, two), SeedBundle.of(1));
    Matrix matrix = Matrix.of(new double[] {1, 2}, new double[] {3, 4});
    assertThat(weights.with("one", matrix).values()).containsExactly(1, 2, 3, 4, 1, 1);
    assertThat(weights.values()).containsExactly(0, 0, 0, 0, 1, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> weights.matrix("three"))
        .withMessageContainingAll("three", "one", "two");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> weights.with("two", matrix))
        .withMessageContainingAll("two", "1 x 2", "2 x 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weights.initial(List.of(one, one), SeedBundle.of(1)))
        .withMessageContaining("one");
  }
}
