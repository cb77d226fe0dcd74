package io.dymad.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch, set up in one place and loaded at first use: it never looks for anything in the network,
 * reports to nobody, and works on one thread unless the system property {@value #THREADS_PROPERTY}
 * says how many.
 *
 * <p>Its libraries are copied out of their jar once, to {@code dymad/torch} in {@code
 * XDG_CACHE_HOME} or {@code ~/.cache}, or where the system property or environment variable {@value
 * #CACHE_PROPERTY} says; they take 450 MB there. Where the system property or environment variable
 * {@value #LIBRARY_PROPERTY} names the directory of a PyTorch that is installed, its libraries are
 * loaded instead.
 */
final class TorchEngine {
  /** Names the system property with the number of threads of one operation. */
  static final String THREADS_PROPERTY = "dymad.torch.threads";

  /** Names the system property, and DJL's environment variable, with the directory of libraries. */
  static final String CACHE_PROPERTY = "ENGINE_CACHE_DIR";

  /** Names the system property, and DJL's environment variable, with an installed PyTorch. */
  static final String LIBRARY_PROPERTY = "PYTORCH_LIBRARY_PATH";

  /** Names the system property, and DJL's environment variable, with what PyTorch is built for. */
  static final String FLAVOR_PROPERTY = "PYTORCH_FLAVOR";

  private static final String ENGINE = "PyTorch";

  /** What the bridge of this version of DJL is built for, besides processors. */
  private static final String CUDA_FLAVOR = "cu128";

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

  /**
   * Returns a manager of arrays on a device, which its caller closes, and sets the number of
   * threads of this thread's operations: that belongs to each thread, and whoever sets the threads
   * of OpenBLAS sets those of the matrix products of PyTorch, too.
   *
   * @throws MetalabException with UNSATISFIABLE if there is no such device, or as {@link #root}
   */
  static NDManager manager(TorchDevice device) {
    NDManager all = root();
    JniUtils.setNumThreads(Integer.parseInt(threads()));
    return all.newSubManager(device.isGpu() ? Device.gpu() : Device.cpu());
  }

  /** Returns how many GPUs PyTorch sees. */
  static int gpuCount() {
    root();
    return Engine.getEngine(ENGINE).getGpuCount();
  }

  /** Returns the version of PyTorch that is loaded. */
  static String describe() {
    root();
    return ENGINE + " " + Engine.getEngine(ENGINE).getVersion();
  }

  private static NDManager load() {
    String threads = threads();
    setUnlessSet("ai.djl.offline", "true");
    setUnlessSet("OPT_OUT_TRACKING", "true");
    setUnlessSet("ai.djl.pytorch.num_threads", threads);
    setUnlessSet("ai.djl.pytorch.num_interop_threads", "1");
    if (!System.getenv().containsKey(CACHE_PROPERTY)) {
      setUnlessSet(CACHE_PROPERTY, cacheDirectory(System.getenv()).toString());
    }
    String installed = value(LIBRARY_PROPERTY);
    if (!installed.isEmpty() && value(FLAVOR_PROPERTY).isEmpty()) {
      System.setProperty(FLAVOR_PROPERTY, flavor(installed));
    }
    try {
      return Engine.getEngine(ENGINE).newBaseManager(Device.cpu());
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

  /**
   * Returns what the environment or a system property says, as DJL asks for it; empty if nothing.
   */
  private static String value(String name) {
    String environment = System.getenv(name);
    return environment == null || environment.isEmpty()
        ? System.getProperty(name, "")
        : environment;
  }

  /**
   * Returns what an installed PyTorch is built for, which DJL does not look for itself.
   *
   * @param path one or more directories
   */
  static String flavor(String path) {
    return Stream.of(path.split(File.pathSeparator, -1))
            .anyMatch(
                directory ->
                    Files.exists(Path.of(directory).resolve(System.mapLibraryName("torch_cuda"))))
        ? CUDA_FLAVOR
        : "cpu";
  }

  private static String threads() {
    return threads(System.getProperty(THREADS_PROPERTY, "1"));
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
