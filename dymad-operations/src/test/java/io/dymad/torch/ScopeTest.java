package io.dymad.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.MetalabException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ScopeTest {
  /** d/dw of Σ w³ is 3 w². */
  private static double[] slopeOfCubes(double... w) {
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      Tensor variable = scope.variable(w);
      return scope.gradient(variable.square().times(variable).sum(), variable);
    }
  }

  @Test
  void gradientsAreExact() {
    assertThat(slopeOfCubes(1, -2, 3)).containsExactly(3, 12, 27);
  }

  @Test
  void threadsFollowTheirGradientsIndependently() throws ExecutionException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<double[]>> slopes = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        double w = i;
        slopes.add(threads.submit(() -> slopeOfCubes(w)));
      }
      for (int i = 0; i < slopes.size(); i++) {
        assertThat(slopes.get(i).get()).containsExactly(3.0 * i * i);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void whatWasMadeIsFreedWhenItsScopeCloses() {
    try (Scope outer = Scope.open(Precision.FLOAT64)) {
      Tensor kept = outer.constant(2);
      Tensor freed;
      try (Scope inner = Scope.open(Precision.FLOAT64)) {
        freed = kept.plus(inner.constant(1));
        assertThat(freed.value()).isEqualTo(3);
      }
      assertThat(kept.value()).isEqualTo(2);
      assertThatThrownBy(freed::value).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void numbersNeedAScope() {
    Tensor left;
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      left = scope.constant(2);
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> left.times(3))
        .withMessageContaining("No scope");
  }

  @Test
  void aConstantEndsGradients() {
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      Tensor variable = scope.variable(new double[] {5});
      Tensor loss = variable.times(variable.detached()).sum();
      assertThat(scope.gradient(loss, variable)).containsExactly(5);
    }
  }

  @Test
  void whereNoGradientsAreWantedNumbersAreTheSame() {
    try (Scope scope = Scope.withoutGradients(Precision.FLOAT64)) {
      Tensor variable = scope.variable(new double[] {2, 3});
      Tensor sum = variable.square().sum();
      assertThat(sum.value()).isEqualTo(13);
      assertThatIllegalStateException()
          .isThrownBy(() -> scope.gradient(sum, variable))
          .withMessageContaining("no gradients");
    }
    assertThat(slopeOfCubes(2)).as("in a scope after it").containsExactly(12);
  }

  @Test
  void gradientsAreFollowedAgainOutsideAScopeWithoutThem() {
    try (Scope outer = Scope.open(Precision.FLOAT64)) {
      Tensor variable = outer.variable(new double[] {3});
      try (Scope inner = Scope.withoutGradients(Precision.FLOAT64)) {
        assertThat(variable.times(inner.constant(2)).sum().value()).isEqualTo(6);
      }
      assertThat(outer.gradient(variable.square().sum(), variable)).containsExactly(6);
    }
  }

  @Test
  void numbersOfAnInnerScopeAreNotUsedAfterIt() {
    try (Scope outer = Scope.open(Precision.FLOAT64)) {
      Tensor kept = outer.constant(2);
      try (Scope inner = Scope.open(Precision.FLOAT64)) {
        assertThat(kept.times(7).plus(inner.constant(1)).value()).isEqualTo(15);
      }
      assertThat(kept.times(7).value()).isEqualTo(14);
    }
  }

  @Test
  void refusesAnotherPrecisionWithinAScope() {
    try (Scope outer = Scope.open(Precision.FLOAT32)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Scope.open(Precision.FLOAT64))
          .withMessageContainingAll("FLOAT64", "FLOAT32");
      assertThat(outer.constant(2).times(2).value()).isEqualTo(4);
    }
  }

  @Test
  void refusesNumbersThatDoNotFitTheShape() {
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> scope.constant(new double[5], 2, 3))
          .withMessageContainingAll("[2, 3]", "5");
      Tensor variable = scope.variable(new double[2]);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> scope.gradient(variable, variable))
          .withMessageContaining("one element");
    }
  }

  /** The classes of this module and of the API alone, as in a build that declares no more. */
  @Test
  void namesTheJarsThatAreMissing() throws ReflectiveOperationException, IOException {
    URL[] without = {location(Scope.class), location(MetalabException.class)};
    try (URLClassLoader loader =
        new URLClassLoader(without, ClassLoader.getPlatformClassLoader())) {
      Class<?> precision = loader.loadClass(Precision.class.getName());
      Method open = loader.loadClass(Scope.class.getName()).getMethod("open", precision);
      assertThatThrownBy(() -> open.invoke(null, precision.getEnumConstants()[0]))
          .cause()
          .hasMessageContainingAll(
              "PyTorch cannot be loaded", "pytorch-engine", "pytorch-jni", "pytorch-native-cpu");
    }
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  @Test
  void librariesAreKeptInTheCacheOfTheUser() {
    assertThat(TorchEngine.cacheDirectory(Map.of("XDG_CACHE_HOME", "/var/cache/me")))
        .isEqualTo(Path.of("/var/cache/me/dymad/torch"));
    assertThat(TorchEngine.cacheDirectory(Map.of()))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "dymad", "torch"));
  }

  @Test
  void refusesANumberOfThreadsThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TorchEngine.threads("many"))
        .withMessageContainingAll("dymad.torch.threads", "many");
  }
}
