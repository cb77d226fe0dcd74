package io.dymad.models;

import java.util.Arrays;

/** The models that a {@link ModelSpec} builds, by DyMAD's names. */
public enum Variant {
  /** Latent dynamics: {@code dz/dt = F(z)} with a network F; controls enter through the encoder. */
  LDM(Family.LATENT, Time.CONTINUOUS),
  /** The same in discrete time, {@code z_(k+1) = F(z_k)}. */
  DLDM(Family.LATENT, Time.DISCRETE),
  /** Koopman bilinear form: {@code dz/dt = A z + Σ u_i B_i z + B u}. */
  KBF(Family.BILINEAR, Time.CONTINUOUS),
  /** The same in discrete time. */
  DKBF(Family.BILINEAR, Time.DISCRETE),
  /** Linear and time-invariant: {@code dz/dt = A z + B u}. */
  LTI(Family.LINEAR, Time.CONTINUOUS),
  /** The same in discrete time. */
  DLTI(Family.LINEAR, Time.DISCRETE),
  /** Sequential dynamics: a window of latent states gives the next one. */
  DSDM(Family.SEQUENTIAL, Time.DISCRETE);

  /** The families that variants belong to. */
  enum Family {
    LATENT("ldm", "latent_dynamics_model"),
    BILINEAR("kbf", "koopman_bilinear_form"),
    LINEAR("lti", "linear_time_invariant"),
    SEQUENTIAL("sdm", "sequential_dynamics_model");

    private final String key;
    private final String alias;

    Family(String key, String alias) {
      this.key = key;
      this.alias = alias;
    }

    boolean isLinear() {
      return this == BILINEAR || this == LINEAR;
    }
  }

  private static final String REFERENCE = "dymad.models.collections:";

  private final Family family;
  private final Time time;

  Variant(Family family, Time time) {
    this.family = family;
    this.time = time;
  }

  Family family() {
    return family;
  }

  /** Returns what the dynamics give. */
  public Time time() {
    return time;
  }

  /**
   * Returns the variant of a name: its own such as {@code DKBF}, that of its family such as {@code
   * kbf} or {@code koopman_bilinear_form}, which stands for the first variant, or a reference such
   * as {@code dymad.models.collections:KBF}.
   *
   * @throws IllegalArgumentException listing the names, if there is none
   */
  public static Variant ofName(String name) {
    String own = name.startsWith(REFERENCE) ? name.substring(REFERENCE.length()) : name;
    return Arrays.stream(values())
        .filter(
            variant ->
                variant.name().equals(own)
                    || variant.family.key.equals(name)
                    || variant.family.alias.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "model.name (%s) must be one of %s, or a family: %s."
                        .formatted(
                            name,
                            String.join(", ", names()),
                            String.join(
                                ", ",
                                Arrays.stream(Family.values())
                                    .map(family -> family.key)
                                    .toList()))));
  }

  private static String[] names() {
    return Arrays.stream(values()).map(Variant::name).toArray(String[]::new);
  }
}
