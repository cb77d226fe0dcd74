package io.metalab.examples.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.testkit.OperationContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningCurveTest extends OperationContract {
  @Override
  protected Operation operation() {
    return new LearningCurve();
  }

  @Override
  protected List<Params> samples() {
    return List.of(Params.of("rate", 0.01, "epochs", 1), Params.of("rate", 1.0, "epochs", 50));
  }

  @Test
  void fallsToAValueThatIsLeastAtARateOfAHundredth() {
    assertThat(LearningCurve.error(0.01, 1L << 60)).isCloseTo(0.1, within(1e-9));
    assertThat(LearningCurve.error(0.1, 1L << 60)).isCloseTo(1.1, within(1e-9));
    assertThat(LearningCurve.error(0.001, 1L << 60)).isCloseTo(1.1, within(1e-9));
  }

  @Test
  void hasHalfTheWayToGoWhenEpochsTimesTheRootOfTheRateAreOne() {
    assertThat(LearningCurve.error(0.01, 10)).isCloseTo((20 + 0.1) / 2, within(1e-12));
  }
}
