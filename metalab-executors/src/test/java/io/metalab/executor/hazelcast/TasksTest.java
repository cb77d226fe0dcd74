package io.metalab.executor.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cluster.Member;
import io.metalab.api.CancellationToken;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunPayload;
import io.metalab.core.run.DefaultRunBody;
import io.metalab.core.run.RunBodyConfig;
import io.metalab.store.MemoryStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs whose member is gone, maybe for the driver alone. */
@Timeout(TestCluster.PATIENCE_SECONDS)
class TasksTest {
  private final MemoryStore store = new MemoryStore();
  private final DefaultRunBody body =
      new DefaultRunBody(
          RunBodyConfig.builder(ClusterOperation.SPEC, new ClusterOperation(), store).build());
  private final DriverThread thread =
      new DriverThread(
          defect -> {
            throw new AssertionError(defect);
          });
  private final Tasks tasks = new Tasks(body, thread);
  private final MemberLink first = link();
  private final MemberLink second = link();

  @AfterEach
  void end() {
    thread.end(Duration.ofMinutes(1));
    body.close();
    store.close();
  }

  private static MemberLink link() {
    Member nobody =
        (Member)
            Proxy.newProxyInstance(
                TasksTest.class.getClassLoader(),
                new Class<?>[] {Member.class},
                (proxy, method, arguments) -> {
                  throw new AssertionError("Nobody is asked: " + method);
                });
    return new MemberLink(nobody, "session", new SessionOffer(1, Resources.DEFAULT, List.of()));
  }

  /** Executes a run as its member does while the driver thinks that it is gone. */
  private RunRecord execute(RunPayload payload) throws Exception {
    return body.run(payload, CancellationToken.NONE)
        .get(TestCluster.PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private ClusterTask handedOver(RunPayload payload) {
    ClusterTask task = new ClusterTask(payload, cancelled -> {});
    tasks.add(task);
    tasks.dispatch(waiting -> first);
    assertThat(first.remove(payload.runId())).isSameAs(task);
    return task;
  }

  @Test
  void aRunThatItsLostMemberHadFinishedIsNotHandedOver() throws Exception {
    ClusterTask task = handedOver(ClusterOperation.quick(1));
    RunRecord finished = execute(ClusterOperation.quick(1));
    tasks.recover(task, "was lost");
    assertThat(task.completion()).isCompletedWithValue(finished);
  }

  @Test
  void aRunThatItsLostMemberFinishesBeforeItsNextTurnIsNotHandedOver() throws Exception {
    ClusterTask task = handedOver(ClusterOperation.quick(1));
    tasks.recover(task, "was lost");
    RunRecord finished = execute(ClusterOperation.quick(1));
    tasks.dispatch(waiting -> second);
    assertThat(task.completion()).isCompletedWithValue(finished);
    assertThat(second.tasks()).isEmpty();
  }

  @Test
  void aRunThatSucceededBeforeItWasForcedIsHandedOverAgainAsTheNextAttempt() throws Exception {
    execute(ClusterOperation.quick(1));
    ClusterTask task = handedOver(ClusterOperation.quick(1).withAttempt(2));
    tasks.recover(task, "was lost");
    tasks.dispatch(waiting -> second);
    assertThat(second.tasks()).containsExactly(task);
    assertThat(task.payload().attempt()).isEqualTo(3);
  }
}
