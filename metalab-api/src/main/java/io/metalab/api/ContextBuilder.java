package io.metalab.api;

/**
 * Builds a context from its spec, once per worker and fingerprint.
 *
 * <p>An implementation named in {@link ContextSpec#builder()} has a public constructor without
 * parameters.
 */
@FunctionalInterface
public interface ContextBuilder {
  /**
   * Builds the context that runs will share.
   *
   * @param spec the manifest; its files and directories have been checked against their digests,
   *     and in place of each artifact stands the file or directory that is its copy in this worker
   * @throws Exception if it cannot be built; every run of this context then fails with
   *     CONTEXT_FAILED
   */
  FrozenContext build(ContextSpec spec) throws Exception;
}
