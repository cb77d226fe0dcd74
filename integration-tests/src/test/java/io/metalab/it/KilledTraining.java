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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A training whose first attempt kills its process after it has saved its state three times, if
 * there is a file {@code kill} in the working directory.
 */
public final class KilledTraining implements DescribedOperation {
  private static final int SAVES = 3;

  private final TrainOperation training = new TrainOperation();

  @Override
  public OperationSpec spec() {
    return training.spec();
  }

  @Override
  public @Nullable RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    AtomicInteger saves = new AtomicInteger();
    boolean kills = runtime.attempt() == 1 && Files.exists(Path.of("kill"));
    RunRuntime watched =
        (RunRuntime)
            Proxy.newProxyInstance(
                KilledTraining.class.getClassLoader(),
                new Class<?>[] {RunRuntime.class},
                (self, method, arguments) -> {
                  try {
                    Object result = method.invoke(runtime, arguments);
                    if (kills
                        && method.getName().equals("saveState")
                        && saves.incrementAndGet() == SAVES) {
                      kill();
                    }
                    return result;
                  } catch (InvocationTargetException e) {
                    throw requireNonNull(e.getCause());
                  }
                });
    return training.run(context, params, seeds, watched, capture);
  }

  private static void kill() throws IOException, InterruptedException {
    long self = ProcessHandle.current().pid();
    new ProcessBuilder("kill", "-KILL", Long.toString(self)).start().waitFor();
  }
}
