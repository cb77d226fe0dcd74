package io.dymad.models;

import io.dymad.core.Options;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a model is, as plain values; immutable. See {@code docs/training.md} for the options of each
 * family.
 */
public final class ModelSpec {
  private static final String NETWORK = "network";
  private static final int LARGEST = 1_000_000;
  private static final int DEFAULT_HIDDEN = 64;
  private static final int DEFAULT_LAYERS = 2;

  private final Variant variant;
  private final Map<String, Object> values;

  private ModelSpec(Variant variant, Map<String, Object> values) {
    this.variant = variant;
    this.values = values;
  }

  /**
   * Returns the model that options describe; only {@code name} is required.
   *
   * @throws IllegalArgumentException naming the path, the value and the rule, if an option is
   *     unknown to the family or has a value that it does not take
   */
  public static ModelSpec of(Map<?, ?> options) {
    Options given = Options.of("model", options);
    Variant variant = Variant.ofName(given.text("name"));
    Reading reading = new Reading(given, variant);
    Map<String, Object> values = new LinkedHashMap<>(reading.finish());
    values.put("name", variant.name());
    return new ModelSpec(variant, values);
  }

  /** Returns the variant. */
  public Variant variant() {
    return variant;
  }

  /** Returns all options with their values, in a fixed order. */
  public Map<String, Object> toMap() {
    return new LinkedHashMap<>(values);
  }

  /** Returns what controls are between samples. */
  public Hold hold() {
    return reading().hold;
  }

  /** Returns how many earlier samples a state has beside its own; 0 unless it is a window. */
  public int delay() {
    return reading().delay;
  }

  /**
   * Returns the same model on the edges of a network.
   *
   * @throws IllegalArgumentException if the variant is not one on a graph
   */
  public ModelSpec on(io.dymad.core.Network network) {
    if (!variant.isGraph()) {
      throw new IllegalArgumentException(
          "model.name (%s) is not a model on a graph. Maybe use GLDM, LDMG, GKBF or GLTI."
              .formatted(variant));
    }
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(NETWORK, NetworkOptions.write(network));
    return new ModelSpec(variant, more);
  }

  private Reading reading() {
    return new Reading(Options.of("model", values), variant);
  }

  /**
   * Returns the model for data.
   *
   * @param states number of states; of a {@link Variant#DSDM}, those of a whole window; on a graph,
   *     those of node 0, then those of node 1, and so on
   * @param controls number of controls, 0 for none
   * @throws IllegalArgumentException if the options do not fit the data, naming the path
   */
  public LatentModel build(int states, int controls) {
    return new ModelBuilder(variant, reading(), states, controls).build();
  }

  /** The options, read. */
  static final class Reading {
    final int latent;
    final int encoderLayers;
    final int processorLayers;
    final int decoderLayers;
    final Layers layers;
    final Autoencoder autoencoder;
    final boolean constTerm;
    final int rank;
    final int delay;
    final Predictor predictor;
    final Hold hold;
    final Optional<Convolution> convolution;
    private final Options options;

    Reading(Options options, Variant variant) {
      this.options = options;
      options.text("name");
      boolean linear = variant.family().isLinear();
      latent = options.integer(linear ? "koopman_dimension" : "latent_dimension", 0, 0, LARGEST);
      encoderLayers = options.integer("encoder_layers", DEFAULT_LAYERS, 0, LARGEST);
      processorLayers =
          linear ? 0 : options.integer("processor_layers", DEFAULT_LAYERS, 1, LARGEST);
      decoderLayers = options.integer("decoder_layers", DEFAULT_LAYERS, 0, LARGEST);
      layers = layers(options);
      autoencoder = options.choice("autoencoder_type", autoencoders(variant), "smp");
      constTerm = variant.family() == Variant.Family.BILINEAR && options.flag("const_term", true);
      rank = linear ? options.integer("rank", 0, 0, LARGEST) : 0;
      delay =
          variant.family() == Variant.Family.SEQUENTIAL
              ? options.integer("delay", 1, 0, LARGEST)
              : 0;
      predictor =
          options.choice("predictor_type", words(Predictor.values(), Predictor::key), "ode");
      hold = options.choice("input_order", words(Hold.values(), ModelSpec::key), "cubic");
      convolution = variant.isGraph() ? convolution(options) : Optional.empty();
    }

    private static Optional<Convolution> convolution(Options options) {
      Convolution.Kind kind =
          options.choice("gcl", words(Convolution.Kind.values(), Convolution.Kind::key), "sage");
      Options own = Options.of("model.gcl_opts", options.map("gcl_opts"));
      int order = kind == Convolution.Kind.CHEB ? own.integer("K", 2, 1, LARGEST) : 1;
      own.finish();
      if (!options.has(NETWORK)) {
        return Optional.empty();
      }
      return Optional.of(
          new Convolution(kind, order, NetworkOptions.read("model.network", options.map(NETWORK))));
    }

    private static Map<String, Autoencoder> autoencoders(Variant variant) {
      Map<String, Autoencoder> words = words(Autoencoder.values(), Autoencoder::key);
      if (variant.family() != Variant.Family.SEQUENTIAL) {
        words.values().removeIf(Autoencoder::isSequential);
      }
      return words;
    }

    private static Layers layers(Options options) {
      int hidden = options.integer("hidden_dimension", DEFAULT_HIDDEN, 1, LARGEST);
      Map<String, Activation> activations = words(Activation.values(), Activation::key);
      activations.put("swish", Activation.SILU);
      Activation activation = options.choice("activation", activations, "silu");
      boolean end = options.flag("end_activation", true);
      Map<String, Initialisation.Kind> kinds =
          words(Initialisation.Kind.values(), Initialisation.Kind::key);
      Initialisation.Kind weights = options.choice("weight_init", kinds, "xavier_uniform");
      Initialisation.Kind[] constants = {Initialisation.Kind.ZEROS, Initialisation.Kind.ONES};
      Initialisation.Kind biases =
          options.choice("bias_init", words(constants, Initialisation.Kind::key), "zeros");
      double gain = options.number("gain", 1, 0, Double.MAX_VALUE);
      return new Layers(
          hidden, activation, end, new Initialisation(weights, gain), Initialisation.of(biases));
    }

    Map<String, Object> finish() {
      return options.finish();
    }
  }

  private static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <E> Map<String, E> words(E[] constants, Function<E, String> key) {
    Map<String, E> words = new LinkedHashMap<>();
    Arrays.stream(constants).forEach(constant -> words.put(key.apply(constant), constant));
    return words;
  }
}
