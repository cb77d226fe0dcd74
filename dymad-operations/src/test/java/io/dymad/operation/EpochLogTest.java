package io.dymad.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dymad.training.Epoch;
import io.metalab.testkit.RecordingCapture;
import org.junit.jupiter.api.Test;

class EpochLogTest {
  private static RecordingCapture told(int epochs, int firstPhase) {
    RecordingCapture capture = new RecordingCapture();
    EpochLog log = new EpochLog(capture, epochs);
    for (int number = 1; number <= epochs; number++) {
      boolean first = number <= firstPhase;
      Epoch epoch = new Epoch(first ? 0 : 1, number - 1, 1.0 / number, 2.0 / number, 0.01, 1);
      log.tell(number, first ? 0 : 1, first ? "weak" : "node", epoch);
    }
    return capture;
  }

  @Test
  void tellsWhereEachPhaseBeginsAndTwentyTimesOnTheWay() {
    assertThat(told(1000, 510).log())
        .hasSize(22)
        .startsWith("INFO epoch 1 of 1000, phase 0 weak: train loss 1.000, held out 2.000")
        .contains("INFO epoch 511 of 1000, phase 1 node: train loss 0.001957, held out 0.003914")
        .endsWith("INFO epoch 1000 of 1000, phase 1 node: train loss 0.001000, held out 0.002000");
  }

  @Test
  void tellsOfEachOfAFewEpochs() {
    assertThat(told(3, 1).log()).hasSize(3);
  }
}
