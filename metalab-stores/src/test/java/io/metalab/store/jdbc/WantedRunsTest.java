package io.metalab.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import io.metalab.api.RunStatus;
import io.metalab.api.store.StoredRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class WantedRunsTest {
  private static final StoredRun RUN = new StoredRun(RunStatus.SUCCESS, 1, "");
  private static final RunId LOW = RunId.ofWords(1, 2, 3, 4);

  /** These differ from the one before in the last of its bits, and in the first of them. */
  private static final RunId NEXT = RunId.ofWords(1, 2, 3, 5);

  private static final RunId HIGH = RunId.ofWords(1L | Long.MIN_VALUE, 2, 3, 4);

  private static WantedRuns wanted(RunId... ids) {
    return new WantedRuns(RunIds.copyOf(List.of(ids)), 0, ids.length);
  }

  @Test
  void tellsIdsApartThatBeginWithTheSameBits() {
    WantedRuns wanted = wanted(NEXT, LOW);
    assertThat(wanted.put(RunKeys.bytes(LOW), RUN)).isTrue();
    assertThat(wanted.found()).containsExactly(null, RUN);
    assertThat(wanted.put(RunKeys.bytes(RunId.ofWords(1, 2, 3, 6)), RUN)).isFalse();
    assertThat(wanted.put(RunKeys.bytes(HIGH), RUN)).isFalse();
  }

  @Test
  void listsWhatIsMissingInTheOrderOfTheBytesOfIds() {
    WantedRuns wanted = wanted(HIGH, LOW, RunId.ofWords(1L << 40, 0, 0, 0));
    assertThat(wanted.missing())
        .containsExactly(
            RunKeys.bytes(LOW),
            RunKeys.bytes(RunId.ofWords(1L << 40, 0, 0, 0)),
            RunKeys.bytes(HIGH));
    assertThat(wanted.put(RunKeys.bytes(LOW), RUN)).isTrue();
    assertThat(wanted.missing()).doesNotContain(RunKeys.bytes(LOW)).hasSize(2);
  }

  @Test
  void answersForItsOwnPartOfAListAlone() {
    WantedRuns wanted = new WantedRuns(RunIds.copyOf(List.of(LOW, NEXT, HIGH)), 1, 2);
    assertThat(wanted.put(RunKeys.bytes(LOW), RUN)).isFalse();
    assertThat(wanted.put(RunKeys.bytes(NEXT), RUN)).isTrue();
    assertThat(wanted.found()).containsExactly(RUN);
  }

  @Test
  void samplesFromTheFirstToTheLast() {
    assertThat(wanted(LOW, NEXT, HIGH).sample(2))
        .containsExactly(RunKeys.bytes(LOW), RunKeys.bytes(HIGH));
    assertThat(wanted(LOW, NEXT).sample(64))
        .containsExactly(RunKeys.bytes(LOW), RunKeys.bytes(NEXT));
    assertThat(wanted().sample(64)).isEmpty();
  }

  @Test
  void refusesMoreThanFit() {
    RunIds many = RunIds.of(new byte[(WantedRuns.MOST + 1) * RunIds.BYTES]);
    assertThat(new WantedRuns(many, 1, many.size()).size()).isEqualTo(WantedRuns.MOST);
    assertThatThrownBy(() -> new WantedRuns(many, 0, many.size()))
        .hasMessageContaining("65537")
        .hasMessageContaining("65536");
  }
}
