package io.metalab.api.executor;

/** Opens executors of one kind; found by {@link java.util.ServiceLoader}. */
public interface ExecutorProvider {
  /** Returns the short lower-case name. */
  String name();

  /**
   * Opens an executor.
   *
   * @throws io.metalab.api.MetalabException with {@code UNSATISFIABLE} if its configuration cannot
   *     work here
   */
  Executor open(ExecutorConfig config, RunBody body);
}
