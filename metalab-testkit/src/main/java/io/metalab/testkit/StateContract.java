package io.metalab.testkit;

import static io.metalab.testkit.StoreFixture.put;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.MergeableStore;
import io.metalab.api.store.SavedState;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.StateStore;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an attempt saves is there for the next one, until the run succeeds. */
interface StateContract extends StoreFixture {
  String NAME = "position";

  /** Returns a store as one that keeps states; the test is left out for one that does not. */
  static StateStore states(Store store) {
    assumeThat(store).isInstanceOf(StateStore.class);
    return (StateStore) store;
  }

  /** Begins an attempt that saves a text. */
  static RunRecord begin(Store store, RunRecord run, int attempt, String text) {
    RunRecord running = Samples.attempt(run, attempt, RunStatus.RUNNING);
    put(store, running);
    states(store).putState(key(run, attempt), text.getBytes(UTF_8));
    return running;
  }

  static StateKey key(RunRecord run, int attempt) {
    return new StateKey(run.runId(), attempt, NAME);
  }

  /** Returns who saved what was saved last, and what that is, such as {@code 1: text}. */
  static String found(Store store, RunId run) {
    return states(store).findState(run, NAME).map(StateContract::text).orElse("nothing");
  }

  private static String text(SavedState state) {
    return state.key().attempt() + ": " + new String(state.bytes(), UTF_8);
  }

  @Test
  default void findsWhatWasSavedLastUnderEachName() {
    StateStore states = states(store());
    RunRecord run = Samples.success(SeedBundle.of(180));
    assertThat(found(store(), run.runId())).isEqualTo("nothing");
    begin(store(), run, 1, "one");
    states.putState(key(run, 1), "two".getBytes(UTF_8));
    StateKey other = new StateKey(run.runId(), 1, "other-1_b");
    states.putState(other, new byte[0]);
    assertThat(found(store(), run.runId())).isEqualTo("1: two");
    assertThat(states.findState(run.runId(), "other-1_b").orElseThrow().bytes()).isEmpty();
    assertThat(states.states())
        .containsExactlyInAnyOrder(new StoredState(key(run, 1), 3), new StoredState(other, 0));
    assertThat(states.states(run.runId())).containsExactlyInAnyOrderElementsOf(states.states());
    RunId another = Samples.success(SeedBundle.of(181)).runId();
    assertThat(found(store(), another)).isEqualTo("nothing");
    assertThat(states.states(another)).isEmpty();
  }

  @Test
  default void keepsEveryByteOfALargeState() {
    StateStore states = states(store());
    RunRecord run = Samples.success(SeedBundle.of(182));
    begin(store(), run, 1, "small");
    byte[] large = Samples.bytes(SeedBundle.of(182).random(), 1_300_001);
    states.putState(key(run, 1), large);
    assertThat(states.findState(run.runId(), NAME).orElseThrow().bytes()).isEqualTo(large);
    byte[] tooLarge = new byte[StateStore.MAX_BYTES + 1];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> states.putState(key(run, 1), tooLarge))
        .withMessageContaining(Integer.toString(StateStore.MAX_BYTES));
    assertThat(states.findState(run.runId(), NAME).orElseThrow().bytes()).isEqualTo(large);
  }

  @Test
  default void findsTheStateOfTheLatestAttemptWhateverAnEarlierOneStillSaves() {
    StateStore states = states(store());
    RunRecord run = Samples.success(SeedBundle.of(183));
    begin(store(), run, 1, "early");
    put(store(), Samples.attempt(run, 1, RunStatus.FAILED));
    assertThat(found(store(), run.runId())).isEqualTo("1: early");
    begin(store(), run, 2, "late");
    assertThat(found(store(), run.runId())).isEqualTo("2: late");
    states.putState(key(run, 1), "awake again".getBytes(UTF_8));
    assertThat(found(store(), run.runId())).isEqualTo("2: late");
    assertThat(states.states()).containsExactly(new StoredState(key(run, 2), 4));
  }

  @Test
  default void keepsAStateUntilTheRunSucceeds() {
    RunRecord run = Samples.success(SeedBundle.of(184));
    RunRecord other = Samples.success(SeedBundle.of(185));
    begin(store(), other, 1, "of another run");
    begin(store(), run, 1, "kept");
    for (RunStatus status : List.of(RunStatus.FAILED, RunStatus.CANCELLED)) {
      int attempt = status == RunStatus.FAILED ? 1 : 2;
      put(store(), Samples.attempt(run, attempt, status));
      assertThat(found(store(), run.runId())).as("%s", status).isEqualTo("1: kept");
    }
    put(store(), Samples.attempt(run, 3, RunStatus.SUCCESS));
    assertThat(found(store(), run.runId())).isEqualTo("nothing");
    assertThat(found(store(), other.runId())).isEqualTo("1: of another run");
  }

  @Test
  default void aStateIsNoPartOfWhatIsTold() {
    RunRecord run = Samples.success(SeedBundle.of(186));
    begin(store(), run, 1, "unseen");
    RunRecord failed = Samples.attempt(run, 1, RunStatus.FAILED);
    put(store(), failed);
    assertThat(store().attempts(run.runId())).containsExactly(failed);
    if (store() instanceof MergeableStore mergeable) {
      assertThat(mergeable.findHistories(List.of(run.runId())).values())
          .allSatisfy(history -> assertThat(history.attempts()).containsExactly(failed));
    }
  }

  @Test
  default void aRemovalTakesTheStateAlong() {
    states(store());
    assumeThat(store()).isInstanceOf(AnnotationStore.class);
    AnnotationStore annotations = (AnnotationStore) store();
    RunRecord run = Samples.success(SeedBundle.of(187));
    begin(store(), run, 1, "removed");
    put(store(), Samples.attempt(run, 1, RunStatus.FAILED));
    annotations.remove(run.runId());
    assertThat(found(store(), run.runId())).isEqualTo("nothing");
    assertThat(states(store()).states()).isEmpty();
    begin(store(), run, 2, "anew");
    assertThat(found(store(), run.runId())).isEqualTo("2: anew");
  }

  @Test
  default void collectsTheStatesThatNobodyWillContinueFrom() {
    StateStore states = states(store());
    RunRecord failed = Samples.success(SeedBundle.of(188));
    begin(store(), failed, 1, "wanted");
    put(store(), Samples.attempt(failed, 1, RunStatus.FAILED));
    RunRecord running = Samples.success(SeedBundle.of(189));
    begin(store(), running, 1, "in use");
    RunRecord done = Samples.success(SeedBundle.of(190));
    put(store(), done);
    // Of an attempt that was given up and goes on nevertheless.
    states.putState(key(done, 2), "late".getBytes(UTF_8));
    StateKey unknown = key(Samples.success(SeedBundle.of(191)), 1);
    states.putState(unknown, "whose?".getBytes(UTF_8));
    Map<StateKey, Long> unwanted = Map.of(key(done, 2), 4L, unknown, 6L);
    List<StoredState> told = states.collectStates(true);
    assertThat(told)
        .hasSize(2)
        .allMatch(state -> Objects.equals(unwanted.get(state.key()), state.sizeBytes()));
    assertThat(states.states()).hasSize(4);
    assertThat(states.collectStates(false)).containsExactlyInAnyOrderElementsOf(told);
    assertThat(states.collectStates(false)).isEmpty();
    assertThat(found(store(), failed.runId())).isEqualTo("1: wanted");
    assertThat(found(store(), running.runId())).isEqualTo("1: in use");
    assertThat(states.states()).hasSize(2);
  }
}
