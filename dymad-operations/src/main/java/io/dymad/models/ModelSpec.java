package io.dymad.models;

import io.dymad.core.Options;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What a model is, as plain values; immutable. See {@code docs/training.md} for the options of each
 * family.
 */
public final class ModelSpec {
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

  private Reading reading() {
    return new Reading(Options.of("model", values), variant);
  }

  /**
   * Returns the model for data.
   *
   * @param states number of states; of a {@link Variant#DSDM}, those of a whole window
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
      autoencoder =
          options.choice("autoencoder_type", words(Autoencoder.values(), Autoencoder::key), "smp");
      constTerm = variant.family() == Variant.Family.BILINEAR && options.flag("const_term", true);
      rank = linear ? options.integer("rank", 0, 0, LARGEST) : 0;
      delay =
          variant.family() == Variant.Family.SEQUENTIAL
              ? options.integer("delay", 1, 0, LARGEST)
              : 0;
      predictor =
          options.choice("predictor_type", words(Predictor.values(), Predictor::key), "ode");
      hold = options.choice("input_order", words(Hold.values(), ModelSpec::key), "cubic");
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
