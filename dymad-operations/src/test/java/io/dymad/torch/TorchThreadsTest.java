package io.dymad.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dymad.numerics.Blas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.junit.jupiter.api.Test;

class TorchThreadsTest {
  /** The name of the thread that computes, and on Linux of all that native code starts for it. */
  private static final String NAME = "torch-parent";

  private static final Path TASKS = Path.of("/proc/self/task");

  @Test
  void productsStayOnOneThreadWhateverThreadsOpenBlasIsGiven() {
    assumeTrue(Files.isDirectory(TASKS), "only Linux tells the threads of a process");
    int before = Blas.threads();
    CompletableFuture<Long> started =
        CompletableFuture.supplyAsync(
            () -> {
              productAndGradient();
              openblas_nolapack.blas_set_num_threads(3);
              long blasThreads = count();
              productAndGradient();
              openblas_nolapack.blas_set_num_threads(before);
              return count() - blasThreads;
            },
            work -> new Thread(work, NAME).start());
    assertThat(started.join()).isZero();
  }

  private static void productAndGradient() {
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      Tensor weights = scope.variable(new double[64 * 64]);
      Tensor rows = scope.constant(new double[2000 * 64], 2000, 64);
      Tensor loss = rows.linear(weights.reshaped(64, 64), null).square().mean();
      scope.gradient(loss, weights);
    }
  }

  private static long count() {
    try (Stream<Path> tasks = Files.list(TASKS)) {
      return tasks.filter(task -> name(task).equals(NAME)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the name of a thread; empty if it has ended. */
  private static String name(Path task) {
    try {
      return Files.readString(task.resolve("comm")).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
