package io.metalab.it;

import io.metalab.api.Capture;
import io.metalab.api.FrozenContext;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import org.jspecify.annotations.Nullable;

/**
 * Prints in its run, and from a thread that belongs to none; ends the whole program at {@code exit}
 * with that code.
 */
public final class PrintingOperation implements Operation {
  static {
    Thread stray = new Thread(null, () -> System.out.println("stray"), "stray", 0, false);
    stray.start();
  }

  @Override
  public @Nullable RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    System.out.println("height 3 m");
    System.err.print("no end");
    if (params.has("exit")) {
      System.exit((int) params.getLong("exit"));
    }
    return null;
  }
}
