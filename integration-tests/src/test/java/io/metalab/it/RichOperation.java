package io.metalab.it;

import io.metalab.api.Capture;
import io.metalab.api.FrozenContext;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** Captures something in every way there is; fails for {@code n = 3}. */
public final class RichOperation implements Operation {
  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture)
      throws IOException {
    long n = params.getLong("n");
    RandomGenerator random = seeds.random();
    capture.metric("draw", random.nextDouble());
    for (long step = 0; step < 100; step++) {
      capture.metric("loss", random.nextDouble(), step);
    }
    System.out.println("printed " + n);
    capture.data("numbers", new double[] {n, 0.1 * n});
    Path file = runtime.scratch().resolve("file.txt");
    Files.writeString(file, "file of " + n);
    capture.file("file.txt", file);
    capture.tag("rich");
    capture.note("note of " + n);
    if (n == 3) {
      throw new IllegalStateException("three");
    }
    return RunRecord.success();
  }
}
