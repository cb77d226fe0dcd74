package io.dymad.models;

import io.dymad.models.LinearDynamics.Features;

/** Builds the model of a {@link ModelSpec} for data. */
final class ModelBuilder {
  private final Variant variant;
  private final ModelSpec.Reading options;
  private final int states;
  private final int controls;

  /** Samples, or nodes, that stand side by side in a state. */
  private final int parts;

  ModelBuilder(Variant variant, ModelSpec.Reading options, int states, int controls) {
    this.variant = variant;
    this.options = options;
    this.states = states;
    this.controls = controls;
    this.parts = variant.isGraph() ? convolution().nodes() : options.delay + 1;
  }

  private Convolution convolution() {
    return options.convolution.orElseThrow(
        () ->
            new IllegalArgumentException(
                "model.network: a %s needs the edges of a network, but the data have none, nor are any given here. A dataset has them in the arrays ei or adj."
                    .formatted(variant)));
  }

  LatentModel build() {
    if (states < 1 || controls < 0 || states % parts != 0) {
      throw new IllegalArgumentException(
          variant.isGraph()
              ? "model.network: %d states cannot be shared out evenly among %d nodes."
                  .formatted(states, parts)
              : "model.delay (%d): states of %d numbers are not windows of %d samples."
                  .formatted(options.delay, states, parts));
    }
    if (variant.isGraph() && controls % parts != 0) {
      throw new IllegalArgumentException(
          "model.network: %d controls cannot be shared out evenly among %d nodes."
              .formatted(controls, parts));
    }
    boolean encodesControls = variant.family() == Variant.Family.LATENT && controls > 0;
    if (variant.family() == Variant.Family.SEQUENTIAL && controls > 0) {
      throw new IllegalArgumentException(
          "model.name (%s) takes no controls, but the data have %d. Maybe use LDM, KBF or LTI."
              .formatted(variant, controls));
    }
    int encoded = (states + (encodesControls ? controls : 0)) / parts;
    int latent = latent(encoded);
    Network encoder =
        options.autoencoder == Autoencoder.SEQ_STD || options.autoencoder == Autoencoder.SEQ_RNN
            ? recurrent(encoded, latent)
            : sideBySide(encoder(encoded, latent));
    if (variant.isGraph() && encodesControls) {
      encoder = new InterleavedNetwork(encoder, parts, states);
    }
    return new LatentModel(
        variant.time(),
        states,
        encoder,
        variant.isGraph() ? nodewise(latent) : dynamics(latent, controls),
        sideBySide(decoder(latent, states / parts)),
        options.predictor);
  }

  private Network sideBySide(Network part) {
    return parts == 1 && !variant.isGraph() ? part : new StepwiseNetwork(part, parts);
  }

  private int latent(int encoded) {
    if (options.latent > 0) {
      return options.latent;
    }
    return options.encoderLayers == 0 ? encoded : options.layers.hidden();
  }

  private Network encoder(int from, int to) {
    int count = options.encoderLayers;
    if (options.autoencoder == Autoencoder.CAT) {
      if (to <= from) {
        throw new IllegalArgumentException(
            "model.autoencoder_type (cat) keeps the %d numbers it is given, so that there must be more latent ones than %d."
                .formatted(from, to));
      }
      return new ConcatenatedNetwork(network("encoder", from, to - from, count, options.layers));
    }
    Network plain = network("encoder", from, to, count, options.layers);
    return options.autoencoder == Autoencoder.RES && count > 0 ? new ResidualNetwork(plain) : plain;
  }

  private Network recurrent(int from, int to) {
    int others = options.encoderLayers - 1;
    if (others < 0) {
      throw new IllegalArgumentException(
          "model.encoder_layers (0): the first layer of the encoder of %s is recurrent, so that there is at least one."
              .formatted(options.autoencoder.key()));
    }
    Layers layers = options.layers;
    Activation activation =
        options.autoencoder == Autoencoder.SEQ_RNN ? Activation.TANH : layers.activation();
    int made = others == 0 ? to : layers.hidden();
    Network first = new RecurrentNetwork("encoder.first", from, made, parts, activation, layers);
    return others == 0
        ? first
        : new ChainedNetwork(first, sideBySide(network("encoder", made, to, others, layers)));
  }

  private Network decoder(int from, int to) {
    Layers layers = options.layers.withEndActivation(false);
    if (options.autoencoder == Autoencoder.CAT) {
      return network("decoder", from, to, 0, layers);
    }
    Network plain = network("decoder", from, to, options.decoderLayers, layers);
    return options.autoencoder == Autoencoder.RES && options.decoderLayers > 0
        ? new ResidualNetwork(plain)
        : plain;
  }

  private Network network(String name, int from, int to, int count, Layers layers) {
    try {
      if (count > 0 && variant.messages() == Variant.Messages.AUTOENCODER) {
        return new MessagePassing(name, from, to, count, layers, convolution());
      }
      return new Mlp(name, from, to, count, layers);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "model.%s_layers (%d): %s".formatted(name, count, e.getMessage()), e);
    }
  }

  private Dynamics nodewise(int latent) {
    if (variant.messages() == Variant.Messages.AUTOENCODER) {
      return new NodewiseDynamics(dynamics(latent, controls / parts), parts);
    }
    Layers layers = options.layers.withEndActivation(false);
    return new NetworkDynamics(
        sideBySide(
            new MessagePassing(
                "dynamics", latent, latent, options.processorLayers, layers, convolution())));
  }

  private Dynamics dynamics(int latent, int controls) {
    if (!variant.family().isLinear()) {
      int window = options.delay + 1;
      Network network =
          new Mlp(
              "dynamics",
              latent * window,
              latent,
              options.processorLayers,
              options.layers.withEndActivation(false));
      return window == 1 ? new NetworkDynamics(network) : new ShiftDynamics(network);
    }
    Features features = Features.CONCATENATED;
    if (variant.family() == Variant.Family.BILINEAR) {
      features = options.constTerm ? Features.BILINEAR_AND_CONTROL : Features.BILINEAR;
    }
    if (options.rank > latent) {
      throw new IllegalArgumentException(
          "model.rank (%d) must be at most the number of latent variables (%d)."
              .formatted(options.rank, latent));
    }
    Initialisation.Kind start =
        variant.time() == Time.DISCRETE
            ? Initialisation.Kind.NEAR_IDENTITY
            : Initialisation.Kind.NEAR_ZERO;
    return new LinearDynamics(latent, controls, features, options.rank, Initialisation.of(start));
  }
}
