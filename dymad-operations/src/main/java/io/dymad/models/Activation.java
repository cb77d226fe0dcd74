package io.dymad.models;

import io.dymad.torch.Tensor;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What a layer applies to each number. */
public enum Activation {
  /** {@code max(x, 0)}. */
  RELU(Math.sqrt(2), Tensor::relu),
  /** x where it is positive, elsewhere {@code x / 100}. */
  LEAKYRELU(Math.sqrt(2 / (1 + 1e-4)), x -> x.leakyRelu(0.01)),
  /**
   * x where it is positive, elsewhere {@code slope · x} with one slope for each layer, which is
   * learned; {@link #apply} has the slope 1/4 that it starts with.
   *
   * @see <a href="https://arxiv.org/abs/1502.01852">He, Zhang, Ren and Sun (2015), section 2.1</a>
   */
  PRELU(Math.sqrt(2 / (1 + 0.0625)), x -> x.leakyRelu(0.25)),
  /** The hyperbolic tangent. */
  TANH(5.0 / 3, Tensor::tanh),
  /** {@code 1 / (1 + exp(-x))}. */
  SIGMOID(1, Tensor::sigmoid),
  /** {@code x Φ(x)} with the normal distribution function. */
  GELU(1, Tensor::gelu),
  /** {@code x / (1 + exp(-x))}, also called swish. */
  SILU(1, x -> x.times(x.sigmoid())),
  /** x where it is positive, elsewhere {@code exp(x) - 1}. */
  ELU(1, Tensor::elu),
  /** The scaled exponential linear unit. */
  SELU(0.75, Tensor::selu),
  /** {@code log(1 + exp(x))}. */
  SOFTPLUS(1, Tensor::softplus),
  /** {@code x tanh(log(1 + exp(x)))}. */
  MISH(1, x -> x.times(x.softplus().tanh())),
  /** x itself. */
  NONE(1, UnaryOperator.identity());

  /** Where a slope starts that is learned. */
  static final double LEARNED_SLOPE = 0.25;

  private final double gain;

  @SuppressWarnings("ImmutableEnumChecker") // the functions above hold no state
  private final UnaryOperator<Tensor> function;

  Activation(double gain, UnaryOperator<Tensor> function) {
    this.gain = gain;
    this.function = function;
  }

  /** Returns the name in configurations. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what the weights before it are multiplied by at the start, to keep the variance. */
  public double gain() {
    return gain;
  }

  /** Returns the function of each element. */
  public Tensor apply(Tensor x) {
    return function.apply(x);
  }
}
