package io.metalab.executor.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.executor.Resources;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which places have a worker started, and for which runs. */
class TaskQueueTest {
  private final TaskQueue queue = new TaskQueue(100, new Resources(4, 0));
  private final Lane first = queue.newLane();
  private final Lane second = queue.newLane();

  @AfterEach
  void close() {
    queue.close();
  }

  private void put(int number) {
    queue.put(new ProcessTask(ProcessExecutorFixture.payload(number, "return"), task -> {}));
  }

  /** Waits for work on a thread of its own; returns when that has work or is waiting. */
  private CompletableFuture<Boolean> await(Lane lane) {
    CompletableFuture<Boolean> work = new CompletableFuture<>();
    Thread thread = new Thread(() -> work.complete(queue.awaitWork(lane)));
    thread.setDaemon(true);
    thread.start();
    while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return work;
  }

  private static void assertHasWork(CompletableFuture<Boolean> work) {
    assertThat(work).succeedsWithin(150, TimeUnit.SECONDS).isEqualTo(true);
  }

  @Test
  void oneRunHasOneWorkerStarted() {
    put(1);
    assertHasWork(await(first));
    CompletableFuture<Boolean> other = await(second);
    assertThat(other).isNotDone();
    put(2);
    assertHasWork(other);
  }

  @Test
  void runsThatComeBeforeAPlaceHasWokenUpWakeTheNextToo() {
    CompletableFuture<Boolean> one = await(first);
    CompletableFuture<Boolean> other = await(second);
    put(1);
    put(2);
    assertHasWork(one);
    assertHasWork(other);
  }

  @Test
  void aRunGoesToAWorkerThatIsThereRatherThanToOneThatHadToBeStarted() {
    put(1);
    assertHasWork(await(second));
    List<ProcessTask> taken = queue.take(second, 10);
    assertThat(taken).hasSize(1);
    queue.release(second);
    CompletableFuture<Boolean> absent = await(first);
    CompletableFuture<Boolean> present = await(second);
    put(2);
    assertHasWork(present);
    assertThat(absent).isNotDone();
    assertThat(queue.take(second, 10)).hasSize(1);
    assertThat(absent).isNotDone();
  }

  @Test
  void aWorkerThatIsThereMayTakeWhatAnotherIsBeingStartedFor() {
    put(1);
    assertHasWork(await(second));
    assertThat(queue.take(second, 10)).hasSize(1);
    put(2);
    assertHasWork(await(first));
    queue.release(second);
    assertHasWork(await(second));
    assertThat(queue.take(second, 10)).hasSize(1);
    assertThat(queue.take(first, 10)).isEmpty();
  }

  @Test
  void aPlaceWhoseWorkerHasEndedStartsOneOnlyForARunOfItsOwn() {
    put(1);
    assertHasWork(await(second));
    assertThat(queue.take(second, 10)).hasSize(1);
    queue.release(second);
    queue.ended(second);
    put(2);
    assertHasWork(await(first));
    CompletableFuture<Boolean> ended = await(second);
    assertThat(ended).isNotDone();
    put(3);
    assertHasWork(ended);
  }
}
