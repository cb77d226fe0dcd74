package io.dymad.models;

import io.dymad.torch.Tensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What acts on a system from outside at one time: controls and parameters, if there are any. */
public final class Inputs {
  private static final Inputs NONE = new Inputs(null, null);

  private final @Nullable Tensor controls;
  private final @Nullable Tensor parameters;

  private Inputs(@Nullable Tensor controls, @Nullable Tensor parameters) {
    this.controls = controls;
    this.parameters = parameters;
  }

  /** Returns that nothing acts. */
  public static Inputs none() {
    return NONE;
  }

  /** Returns these with controls, shape {@code [..., controls]}. */
  public Inputs withControls(Tensor some) {
    return new Inputs(some, parameters);
  }

  /** Returns these with parameters, shape {@code [..., parameters]}. */
  public Inputs withParameters(Tensor some) {
    return new Inputs(controls, some);
  }

  /** Returns the controls, if there are any. */
  public Optional<Tensor> findControls() {
    return Optional.ofNullable(controls);
  }

  /**
   * Returns the controls.
   *
   * @throws IllegalArgumentException if there are none
   */
  public Tensor controls() {
    return findControls()
        .orElseThrow(() -> new IllegalArgumentException("The model needs controls u."));
  }

  /**
   * Returns the parameters.
   *
   * @throws IllegalArgumentException if there are none
   */
  public Tensor parameters() {
    if (parameters == null) {
      throw new IllegalArgumentException("The model needs parameters p.");
    }
    return parameters;
  }
}
