package io.metalab.executor.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(TestCluster.PATIENCE_SECONDS)
class DriverThreadTest {
  private final LinkedBlockingQueue<Throwable> defects = new LinkedBlockingQueue<>();
  private final DriverThread thread = new DriverThread(defects::add);

  @AfterEach
  void end() {
    thread.end(Duration.ofMinutes(1));
  }

  private static Runnable failing(Throwable problem) {
    return () -> DriverThreadTest.<RuntimeException>raise(problem);
  }

  @SuppressWarnings("unchecked") // a step may fail by an error, too
  private static <E extends Throwable> void raise(Throwable problem) throws E {
    throw (E) problem;
  }

  private void scheduleFailing(Throwable problem) {
    var unused = thread.schedule(Duration.ZERO, failing(problem));
  }

  private void assertTold(Consumer<Throwable> failure) throws InterruptedException {
    for (Throwable problem : new Throwable[] {new IllegalStateException("no"), new Error("no")}) {
      failure.accept(problem);
      assertThat(defects.poll(TestCluster.PATIENCE_SECONDS, TimeUnit.SECONDS)).isSameAs(problem);
    }
  }

  @Test
  void whatAStepFailsByIsToldOfAndLaterStepsAreDone() throws Exception {
    assertTold(problem -> thread.execute(failing(problem)));
    assertTold(problem -> thread.executeOrRefuse(failing(problem)));
    assertTold(this::scheduleFailing);
    assertTold(
        problem ->
            thread.whenDone(
                CompletableFuture.completedFuture(1), (one, none) -> failing(problem).run()));
  }

  @Test
  void anAnswerThatIsAFailureReachesItsStep() throws Exception {
    IllegalStateException problem = new IllegalStateException("no");
    thread.whenDone(
        CompletableFuture.failedFuture(problem),
        (nothing, failure) -> DriverThreadTest.<RuntimeException>raise(failure));
    assertThat(defects.poll(TestCluster.PATIENCE_SECONDS, TimeUnit.SECONDS)).isSameAs(problem);
  }

  @Test
  void whatComesAfterTheEndIsDropped() {
    thread.end(Duration.ofMinutes(1));
    thread.execute(failing(new IllegalStateException("late")));
    scheduleFailing(new IllegalStateException("late"));
    assertThat(defects).isEmpty();
  }
}
