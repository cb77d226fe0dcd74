package io.dymad.machine;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the regression of a kernel machine gives. */
public enum MachineKind {
  /** The derivative by time: {@code z' = f(z, u)}. */
  KM,

  /** The successor: {@code z_(k+1) = f(z_k, u_k)}. */
  DKM,

  /** The increment: {@code z_(k+1) = z_k + f(z_k, u_k)}. */
  DKMSK,

  /**
   * The derivative by time along a manifold that the states lie on, {@code z' = f(z)}; after each
   * step the state is put back on the manifold.
   */
  KMM;

  /** Returns the name that parameters and files use, such as {@code dkmsk}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the kind of this name.
   *
   * @throws IllegalArgumentException if there is none, naming those that there are
   */
  public static MachineKind ofKey(String key) {
    return Arrays.stream(values())
        .filter(kind -> kind.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no kernel machine '%s', but %s."
                        .formatted(
                            key,
                            Arrays.stream(values())
                                .map(MachineKind::key)
                                .collect(Collectors.joining(", ")))));
  }

  /** Returns whether the regression gives a derivative by time. */
  public boolean isContinuous() {
    return this == KM || this == KMM;
  }
}
