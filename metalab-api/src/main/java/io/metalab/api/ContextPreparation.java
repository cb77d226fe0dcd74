package io.metalab.api;

/**
 * An operation's hook to load or compute what its runs share.
 *
 * <p>An {@link Operation} that also implements this is called once per context in each worker,
 * before its first run there; the result is kept by the context's fingerprint and handed to every
 * run.
 */
public interface ContextPreparation {
  /**
   * Returns the context with what has been loaded.
   *
   * @throws Exception if it cannot be prepared; the runs that need it then fail with CONTEXT_FAILED
   */
  FrozenContext prepare(FrozenContext context) throws Exception;
}
