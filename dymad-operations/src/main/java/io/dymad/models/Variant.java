package io.dymad.models;

import java.util.Arrays;

/** The models that a {@link ModelSpec} builds, by DyMAD's names. */
public enum Variant {
  /** Latent dynamics: {@code dz/dt = F(z)} with a network F; controls enter through the encoder. */
  LDM(Family.LATENT, Time.CONTINUOUS),
  /** The same in discrete time, {@code z_(k+1) = F(z_k)}. */
  DLDM(Family.LATENT, Time.DISCRETE),
  /** On a graph: messages in encoder and decoder, latent dynamics at each node alone. */
  GLDM(Family.LATENT, Time.CONTINUOUS, Messages.AUTOENCODER),
  /** The same in discrete time. */
  DGLDM(Family.LATENT, Time.DISCRETE, Messages.AUTOENCODER),
  /** On a graph: messages in the latent dynamics, encoder and decoder at each node alone. */
  LDMG(Family.LATENT, Time.CONTINUOUS, Messages.DYNAMICS),
  /** The same in discrete time. */
  DLDMG(Family.LATENT, Time.DISCRETE, Messages.DYNAMICS),
  /** Koopman bilinear form: {@code dz/dt = A z + Σ u_i B_i z + B u}. */
  KBF(Family.BILINEAR, Time.CONTINUOUS),
  /** The same in discrete time. */
  DKBF(Family.BILINEAR, Time.DISCRETE),
  /** On a graph: messages in encoder and decoder, one bilinear form for each node alone. */
  GKBF(Family.BILINEAR, Time.CONTINUOUS, Messages.AUTOENCODER),
  /** The same in discrete time. */
  DGKBF(Family.BILINEAR, Time.DISCRETE, Messages.AUTOENCODER),
  /** Linear and time-invariant: {@code dz/dt = A z + B u}. */
  LTI(Family.LINEAR, Time.CONTINUOUS),
  /** The same in discrete time. */
  DLTI(Family.LINEAR, Time.DISCRETE),
  /** On a graph: messages in encoder and decoder, one linear map for each node alone. */
  GLTI(Family.LINEAR, Time.CONTINUOUS, Messages.AUTOENCODER),
  /** The same in discrete time. */
  DGLTI(Family.LINEAR, Time.DISCRETE, Messages.AUTOENCODER),
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

  /** Where nodes of a graph learn of each other. */
  enum Messages {
    NOWHERE,
    AUTOENCODER,
    DYNAMICS
  }

  private static final String REFERENCE = "dymad.models.collections:";

  private final Family family;
  private final Time time;
  private final Messages messages;

  Variant(Family family, Time time) {
    this(family, time, Messages.NOWHERE);
  }

  Variant(Family family, Time time, Messages messages) {
    this.family = family;
    this.time = time;
    this.messages = messages;
  }

  Family family() {
    return family;
  }

  /** Returns the key of the family, such as {@code kbf}. */
  public String familyKey() {
    return family.key;
  }

  /** Returns the long name of the family, such as {@code koopman_bilinear_form}. */
  public String familyAlias() {
    return family.alias;
  }

  /** Returns DyMAD's reference, such as {@code dymad.models.collections:KBF}. */
  public String reference() {
    return REFERENCE + name();
  }

  Messages messages() {
    return messages;
  }

  /** Returns whether the model needs the edges of a network. */
  public boolean isGraph() {
    return messages != Messages.NOWHERE;
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
