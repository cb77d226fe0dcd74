package io.dymad.transforms;

import io.dymad.edmd.Dictionary;
import java.util.List;

/**
 * Makes fitted transforms of a kind again that another package adds, from what {@link
 * Transform#state} kept of them. Providers are found by {@code ServiceLoader}.
 */
public interface TransformRestorer {
  /** Returns the name of the kind, as {@link Transform#type} has it. */
  String type();

  /**
   * Returns the transform of a state.
   *
   * @param known dictionaries written in code that a part of it may have been fitted with
   * @throws IllegalArgumentException if the state does not hold what it should
   */
  Transform restore(TransformState state, List<Dictionary> known);
}
