package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Operation;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedPlan;
import io.metalab.core.controller.Controller;
import io.metalab.core.controller.Controllers;
import io.metalab.core.controller.StopMode;
import io.metalab.core.controller.StopRequest;
import io.metalab.testkit.InMemoryStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What others see of a session through the store, and what they ask of it. */
class StudyRequestsTest extends StudyRunnerFixture {
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<StopRequest> told = Collections.synchronizedList(new ArrayList<>());
  private final Controllers controllers = Controllers.of(store);

  /** Runs until it is released or cancelled. */
  private final Operation waiting =
      (context, params, seeds, runtime, capture) -> {
        runtime.cancellation().onCancel(release::countDown);
        running.countDown();
        release.await();
        runtime.cancellation().throwIfCancelled();
        return null;
      };

  private RunHandle start() throws InterruptedException {
    RunHandle handle =
        runner(plan(points(3), waiting, SeedPlan.single(1)))
            .options(RunOptions.builder().workers(1).build())
            .onStop(told::add)
            .start();
    running.await();
    return handle;
  }

  private Controller only() {
    List<Controller> live = controllers.live("study:1");
    assertThat(live).hasSize(1);
    return live.get(0);
  }

  @Test
  void aControllerIsKnownFromItsStartToItsEnd() throws Exception {
    RunHandle handle = start();
    assertThat(handle.study()).isEqualTo("study:1");
    Controller controller = only();
    assertThat(controller.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(controller.executor()).isEqualTo("pool");
    assertThat(controller.isDetached()).isFalse();
    assertThat(controllers.live("other:1")).isEmpty();
    assertThat(controllers.end(controller)).isEmpty();
    release.countDown();
    handle.result();
    assertThat(controllers.live("study:1")).isEmpty();
    assertThat(controllers.all("study:1")).containsExactly(controller);
    assertThat(controllers.end(controller).map(Controllers.End::ending)).contains("complete");
    assertThat(store.claimed).isEmpty();
  }

  @Test
  void drainsWhenItIsAskedToThroughTheStore() throws Exception {
    RunHandle handle = start();
    StopRequest request = new StopRequest(StopMode.DRAIN, "enough");
    controllers.ask(only(), request);
    while (told.isEmpty()) {
      Thread.onSpinWait();
    }
    release.countDown();
    assertThat(handle.result().ending()).isEqualTo(Ending.DRAINED);
    assertThat(handle.result().counts().ok()).isEqualTo(1);
    assertThat(told).containsExactly(request);
    assertThat(controllers.all("study:1"))
        .singleElement()
        .satisfies(
            controller ->
                assertThat(controllers.end(controller).orElseThrow().ending())
                    .isEqualTo("drained"));
  }

  @Test
  void cancelsWhenItIsAskedToThroughTheStoreAlsoWhileItDrains() throws Exception {
    RunHandle handle = start();
    Controller controller = only();
    controllers.ask(controller, new StopRequest(StopMode.DRAIN, "enough"));
    controllers.ask(controller, new StopRequest(StopMode.CANCEL, "not wanted any more"));
    assertThat(handle.result().ending()).isEqualTo(Ending.CANCELLED);
    assertThat(store.finished())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.status()).isEqualTo(RunStatus.CANCELLED);
              assertThat(record.error().message()).isEqualTo("not wanted any more");
            });
  }

  @Test
  void gathersRecordsInTheOrderOfThePlan() throws Exception {
    RunHandle handle = start();
    release.countDown();
    assertThat(handle.gather().map(record -> record.params().getLong("x")))
        .containsExactly(0L, 1L, 2L);
  }

  @Test
  void aStoreWithoutClaimsKnowsOfNoControllerAndTheStudyRuns() {
    InMemoryStore plain = new InMemoryStore();
    assertThat(StudyRunner.of(plan(3), plain, PoolExecutor.provider()).start().result().ending())
        .isEqualTo(Ending.COMPLETE);
    Controllers unknown = Controllers.of(plain);
    assertThat(unknown.areKnown()).isFalse();
    assertThat(unknown.all("study:1")).isEmpty();
  }
}
