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
   */
  ParamCase resolve(ParamCase swept, ContextSpec context);
}
