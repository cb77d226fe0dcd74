package io.metalab.executor;

import io.metalab.api.RunId;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.RunFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/** Opens thread executors whose runs do what a script says. */
@Timeout(150)
abstract class ThreadExecutorFixture {
  static final Duration NO_TIMEOUT = Duration.ZERO;

  static Executor open(int workers, int window, ScriptedBody.Script script) {
    return ThreadExecutor.open(new ExecutorConfig(workers, window), new ScriptedBody(script));
  }

  static List<RunFuture> submit(Executor executor, int count) {
    List<RunFuture> futures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      futures.add(executor.submit(ScriptedBody.payload(i)));
    }
    return futures;
  }

  static RunId id(int number) {
    return ScriptedBody.payload(number).runId();
  }
}
