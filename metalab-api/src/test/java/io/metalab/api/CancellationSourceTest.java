package io.metalab.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellationSourceTest {
  private final CancellationSource source = new CancellationSource();
  private final List<String> seen = new ArrayList<>();

  @Test
  void tellsActionsOnceAndLateOnesAtOnce() {
    source.token().onCancel(() -> seen.add("first"));
    source.cancel("deadline");
    source.cancel("again");
    source.token().onCancel(() -> seen.add("late"));
    assertThat(seen).containsExactly("first", "late");
    assertThat(source.token().reason()).isEqualTo("deadline");
  }

  @Test
  void throwsOnlyOnceCancelled() {
    assertThatCode(source.token()::throwIfCancelled).doesNotThrowAnyException();
    source.cancel("stop");
    assertThatThrownBy(source.token()::throwIfCancelled)
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED))
        .hasMessage("stop");
  }

  @Test
  void cancelsChildrenWithTheirParentButNotTheOtherWay() {
    CancellationSource child = CancellationSource.childOf(source.token());
    CancellationSource other = CancellationSource.childOf(source.token());
    child.cancel("just me");
    assertThat(source.token().isCancelled()).isFalse();
    source.cancel("all");
    assertThat(other.token().reason()).isEqualTo("all");
    assertThat(child.token().reason()).isEqualTo("just me");
  }
}
