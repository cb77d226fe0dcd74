package io.metalab.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RunRecordTest {
  @Test
  void refusesAComputationThatIsNoDigestSinceStoresLookItUpAsOne() {
    RunRecordBuilder builder = RunRecord.success().toBuilder();
    assertThat(builder.computation("").build().computation()).isEmpty();
    assertThat(builder.computation("c".repeat(64)).build().computation()).hasSize(64);
    assertThatThrownBy(() -> builder.computation("computation 7").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The computation (computation 7) must be 64 lower-case hex digits.");
  }
}
