package io.metalab.api.executor;

/** Opens executors of one kind; found by {@link java.util.ServiceLoader}. */
public interface ExecutorProvider {
  /** Returns the short lower-case name. */
  String name();

  /**
   * Refuses what no run could ever be given by an executor of this configuration; called before
   * anything is stored or started.
   *
   * @throws io.metalab.api.MetalabException with {@code UNSATISFIABLE} that says what there is and
   *     how to get more
   */
  void check(ExecutorConfig config, Resources wanted);

  /**
   * Opens an executor.
   *
   * @throws io.metalab.api.MetalabException with {@code UNSATISFIABLE} if its configuration cannot
   *     work here
   */
  Executor open(ExecutorConfig config, RunBody body);
}
