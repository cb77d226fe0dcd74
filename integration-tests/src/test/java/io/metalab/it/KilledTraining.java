package io.metalab.it;

import static java.util.Objects.requireNonNull;

import io.dymad.operation.TrainOperation;
import io.metalab.api.Capture;
import io.metalab.api.DescribedOperation;
import io.metalab.api.FrozenContext;
import io.metalab.api.OperationSpec;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A training whose attempts send their process a signal after they have saved their state three
 * times: each the one that its line names in the file {@code signals} in the working directory, the
 * first attempt the first line. After a signal that a process can handle the training goes on for
 * some epochs, and then waits, so that it never comes to its end.
 */
public final class KilledTraining implements DescribedOperation {
  private static final int SAVES = 3;
  private static final int SAVES_AFTERWARDS = 15;

  private final TrainOperation training = new TrainOperation();

  @Override
  public OperationSpec spec() {
    return training.spec();
  }

  @Override
  public @Nullable RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    AtomicInteger saves = new AtomicInteger();
    List<String> signals = signals();
    int attempt = runtime.attempt();
    RunRuntime watched =
        (RunRuntime)
            Proxy.newProxyInstance(
                KilledTraining.class.getClassLoader(),
                new Class<?>[] {RunRuntime.class},
                (self, method, arguments) -> {
                  try {
                    Object result = method.invoke(runtime, arguments);
                    if (attempt <= signals.size() && method.getName().equals("saveState")) {
                      saved(saves.incrementAndGet(), signals.get(attempt - 1));
                    }
                    return result;
                  } catch (InvocationTargetException e) {
                    throw requireNonNull(e.getCause());
                  }
                });
    return training.run(context, params, seeds, watched, capture);
  }

  private static List<String> signals() {
    try {
      return Files.readAllLines(Path.of("signals"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void saved(int saves, String signal) throws IOException, InterruptedException {
    if (saves == SAVES) {
      send(signal);
    } else if (saves == SAVES + SAVES_AFTERWARDS) {
      new CountDownLatch(1).await();
    }
  }

  private static void send(String signal) throws IOException, InterruptedException {
    long self = ProcessHandle.current().pid();
    new ProcessBuilder("kill", "-" + signal, Long.toString(self)).start().waitFor();
  }
}
