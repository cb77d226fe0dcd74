package io.metalab.core.registry;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.ExecutorProvider;
import io.metalab.api.executor.RunBody;

/** Opens executors by name. */
public final class Executors {
  private Executors() {}

  /**
   * Opens an executor.
   *
   * @throws MetalabException with {@link ErrorCode#UNKNOWN_PLUGIN} if there is none of this name,
   *     or what the provider throws
   */
  public static Executor open(
      String name, ExecutorConfig config, RunBody body, ClassLoader loader) {
    return plugins(loader).byName(name).open(config, body);
  }

  /** Returns the executors that can be opened. */
  public static Plugins<ExecutorProvider> plugins(ClassLoader loader) {
    return Plugins.load("executor", ExecutorProvider.class, ExecutorProvider::name, loader);
  }
}
