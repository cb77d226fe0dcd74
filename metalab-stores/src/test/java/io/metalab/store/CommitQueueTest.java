package io.metalab.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CommitQueueTest {
  /** Notes what was committed; holds what is negative back until the next commit. */
  private static final class Notes implements CommitQueue.Committer<Integer> {
    private final List<Integer> committed = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch mayCommit = new CountDownLatch(1);
    private List<Integer> held = new ArrayList<>();
    private volatile boolean ended;

    @Override
    public int commit(List<Integer> batch) {
      try {
        mayCommit.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      List<Integer> due = held;
      held = new ArrayList<>();
      batch.forEach(entry -> (entry < 0 ? held : due).add(entry));
      committed.addAll(due);
      return due.size();
    }

    @Override
    public boolean isHolding() {
      return !held.isEmpty();
    }

    @Override
    public void end() {
      ended = true;
    }
  }

  private final Notes notes = new Notes();
  private final CommitQueue<Integer> queue = new CommitQueue<>(entry -> 1 << 20, notes);

  @Test
  void commitsEverythingInOrderAndEndsOnceItIsClosed() {
    notes.mayCommit.countDown();
    List<Integer> entries = IntStream.range(0, 1000).boxed().toList();
    entries.forEach(entry -> assertThat(queue.submit(entry)).isTrue());
    queue.close();
    assertThat(notes.committed).isEqualTo(entries);
    assertThat(notes.ended).isTrue();
  }

  @Test
  void takesNothingOnceItIsClosed() {
    queue.close();
    assertThat(queue.submit(1)).isFalse();
    assertThat(notes.committed).isEmpty();
  }

  @Test
  void waitingEndsOnceAllThatWasQueuedBeforeIsCommittedHeldBackOrNot() {
    notes.mayCommit.countDown();
    queue.submit(1);
    queue.submit(-2);
    queue.awaitCommitted();
    assertThat(notes.committed).containsExactly(1, -2);
    queue.close();
  }

  @Test
  void whatIsHeldBackIsCommittedWhenTheQueueIsClosed() {
    queue.submit(-1);
    notes.mayCommit.countDown();
    queue.close();
    assertThat(notes.committed).containsExactly(-1);
  }

  @Test
  void whoFillsTheWindowWaitsUntilThereIsRoomAgain() throws InterruptedException {
    List<Integer> entries = IntStream.range(0, 100).boxed().toList(); // 100 MiB, of 32
    Thread hasty = new Thread(() -> entries.forEach(queue::submit));
    hasty.start();
    while (hasty.isAlive() && hasty.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(hasty.isAlive()).isTrue();
    assertThat(notes.committed).isEmpty();
    notes.mayCommit.countDown();
    hasty.join();
    queue.close();
    assertThat(notes.committed).isEqualTo(entries);
  }
}
