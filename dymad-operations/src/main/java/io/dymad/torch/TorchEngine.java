package io.dymad.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch, set up in one place and loaded at first use: it never looks for anything in the network,
 * reports to nobody, and works on one thread unless the system property {@value #THREADS_PROPERTY}
 * says how many.
 *
 * <p>Its libraries are copied out of their jar once, to {@code dymad/torch} in {@code
 * XDG_CACHE_HOME} or {@code ~/.cache}, or where the system property or environment variable {@value
 * #CACHE_PROPERTY} says; they take 450 MB there.
 */
final class TorchEngine {
  /** Names the system property with the number of threads of one operation. */
  static final String THREADS_PROPERTY = "dymad.torch.threads";

  /** Names the system property, and DJL's environment variable, with the directory of libraries. */
  static final String CACHE_PROPERTY = "ENGINE_CACHE_DIR";

  private static @Nullable NDManager root;

  private TorchEngine() {}

  /**
   * Returns what owns all arrays, after loading PyTorch if need be.
   *
   * @throws MetalabException with UNSATISFIABLE if its libraries are missing or do not load
   */
  static synchronized NDManager root() {
    NDManager known = root;
    if (known == null) {
      known = load();
      root = known;
    }
    return known;
  }

  private static NDManager load() {
    String threads = threads(System.getProperty(THREADS_PROPERTY, "1"));
    setUnlessSet("ai.djl.offline", "true");
    setUnlessSet("OPT_OUT_TRACKING", "true");
    setUnlessSet("ai.djl.pytorch.num_threads", threads);
    setUnlessSet("ai.djl.pytorch.num_interop_threads", "1");
    if (!System.getenv().containsKey(CACHE_PROPERTY)) {
      setUnlessSet(CACHE_PROPERTY, cacheDirectory(System.getenv()).toString());
    }
    try {
      return Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
    } catch (RuntimeException | LinkageError e) {
      throw new MetalabException(
          ErrorCode.UNSATISFIABLE,
          """
          PyTorch cannot be loaded: %s
          Training needs the jars pytorch-engine, pytorch-jni and pytorch-native-cpu (of this platform) of \
          ai.djl.pytorch on the class path, and a directory for its libraries (%s) that can be written.\
          """
              .formatted(e, System.getProperty(CACHE_PROPERTY, "of " + CACHE_PROPERTY)),
          e);
    }
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  static String threads(String text) {
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException(
          "The system property %s (%s) must be an integer from 1 to 9999."
              .formatted(THREADS_PROPERTY, text));
    }
    return text;
  }

  static Path cacheDirectory(Map<String, String> environment) {
    String cacheHome = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        cacheHome.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cacheHome);
    return base.resolve("dymad").resolve("torch");
  }
}
