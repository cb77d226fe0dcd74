package io.dymad.numerics;

import java.util.Objects;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.jspecify.annotations.Nullable;

/**
 * The native linear algebra: OpenBLAS, loaded at first use.
 *
 * <p>One operation works on as many threads as the system property {@value #THREADS_PROPERTY} says;
 * without it, the environment variable {@value #THREADS_VARIABLE}; without both, on one per core.
 * The number belongs to the whole JVM. Programs that run several analyses at once want 1.
 */
public final class Blas {
  /** Names the system property with the number of threads. */
  public static final String THREADS_PROPERTY = "dymad.blas.threads";

  /** Names the environment variable with the number of threads. */
  public static final String THREADS_VARIABLE = "OPENBLAS_NUM_THREADS";

  private static final int THREADS;

  /** How many single-threaded works are running. */
  private static int singleThreadedWorks;

  static {
    THREADS = configuredThreads();
    Loader.load(openblas.class);
    openblas_nolapack.blas_set_num_threads(THREADS);
  }

  private Blas() {}

  private static int configuredThreads() {
    String property = System.getProperty(THREADS_PROPERTY, "");
    if (!property.isEmpty()) {
      return parseThreads("system property " + THREADS_PROPERTY, property);
    }
    String variable = Objects.requireNonNullElse(System.getenv(THREADS_VARIABLE), "");
    return variable.isEmpty()
        ? Runtime.getRuntime().availableProcessors()
        : parseThreads("environment variable " + THREADS_VARIABLE, variable);
  }

  static int parseThreads(String source, String text) {
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException(
          "The %s (%s) must be an integer from 1 to 9999.".formatted(source, text));
    }
    return Integer.parseInt(text);
  }

  /** Returns how many threads one operation uses now. */
  public static synchronized int threads() {
    return singleThreadedWorks > 0 ? 1 : THREADS;
  }

  /**
   * Runs work that has threads of its own while every native operation in the JVM uses one thread.
   * Several such works may run at the same time; the last one to end restores the number.
   */
  public static <T extends @Nullable Object> T singleThreaded(Supplier<T> work) {
    enterSingleThreaded();
    try {
      return work.get();
    } finally {
      leaveSingleThreaded();
    }
  }

  private static synchronized void enterSingleThreaded() {
    if (singleThreadedWorks++ == 0) {
      openblas_nolapack.blas_set_num_threads(1);
    }
  }

  private static synchronized void leaveSingleThreaded() {
    if (--singleThreadedWorks == 0) {
      openblas_nolapack.blas_set_num_threads(THREADS);
    }
  }

  /** Returns {@code op(A) op(B)}, where op takes the conjugate transpose or nothing. */
  static <M extends Dense<M>> M multiply(M a, boolean adjointA, M b, boolean adjointB) {
    int m = adjointA ? a.columns() : a.rows();
    int n = adjointB ? b.rows() : b.columns();
    int k = checkInner(a, adjointA, b, adjointB);
    double[] c = Elements.allocate(m, n, Storage.width(a));
    if (c.length > 0 && k > 0) {
      Multiplication.run(a, adjointA, b, adjointB, c);
    }
    return Storage.like(a, m, n, c);
  }

  private static int checkInner(Dense<?> a, boolean adjointA, Dense<?> b, boolean adjointB) {
    int left = adjointA ? a.rows() : a.columns();
    int right = adjointB ? b.columns() : b.rows();
    if (left != right) {
      throw new IllegalArgumentException(
          "The product of a %s%s and a %s%s matrix does not exist: %d and %d differ."
              .formatted(
                  adjointA ? "transposed " : "",
                  a.shape(),
                  adjointB ? "transposed " : "",
                  b.shape(),
                  left,
                  right));
    }
    return left;
  }

  /** Returns whether neither overflow nor underflow has spoilt a sum of squares. */
  static boolean isFarFromLimits(double sum) {
    return sum > 1e-280 && sum < 1e280;
  }

  /** Returns the Euclidean norm of a part of an array, without overflow or underflow. */
  static double norm(double[] values, int from, int length) {
    double sum = 0;
    for (int i = from; i < from + length; i++) {
      sum += values[i] * values[i];
    }
    if (isFarFromLimits(sum)) {
      return Math.sqrt(sum);
    }
    double largest = 0;
    for (int i = from; i < from + length; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    if (largest == 0 || !Double.isFinite(largest)) {
      return largest;
    }
    double scaled = 0;
    for (int i = from; i < from + length; i++) {
      double ratio = values[i] / largest;
      scaled += ratio * ratio;
    }
    return largest * Math.sqrt(scaled);
  }
}
