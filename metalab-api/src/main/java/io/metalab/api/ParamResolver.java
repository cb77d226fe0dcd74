package io.metalab.api;

/** Derives the params that are hashed and run from those that were swept; a pure function. */
@FunctionalInterface
public interface ParamResolver {
  /** Runs the points as they are swept. */
  ParamResolver NONE = (swept, context) -> swept;

  /**
   * Returns the resolved point, a new object.
   *
   * @param swept the point as the source gave it
   * @param context the manifest of the context
   * @throws MetalabException with {@link ErrorCode#INVALID_PARAMS} if nothing can be derived from
   *     the point; the study is then refused, naming it
   */
  ParamCase resolve(ParamCase swept, ContextSpec context);
}
