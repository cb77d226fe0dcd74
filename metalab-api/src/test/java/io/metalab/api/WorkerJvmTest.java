package io.metalab.api;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.metalab.api.executor.WorkerJvm;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerJvmTest {
  @Test
  void refusesAHeapThatNoJavaHas() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WorkerJvm(1024, List.of(), 0, 0))
        .withMessageContaining("1024 bytes");
  }

  @Test
  void refusesAnOptionThatJavaWouldTakeForAClass() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WorkerJvm(0, List.of("UseZGC"), 0, 0))
        .withMessageContaining("UseZGC");
  }

  @Test
  void refusesToRecycleAfterLessThanNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WorkerJvm(0, List.of(), -1, 0))
        .withMessageContaining("-1");
  }
}
