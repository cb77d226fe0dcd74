package io.dymad.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An immutable array of real numbers outside the Java heap, which lives until the {@link Scope}
 * that was open when it was made closes. Operations on two tensors repeat axes of extent 1, and
 * missing leading axes, to the extent of the other. What an operation refuses (shapes that do not
 * fit) is an {@code EngineException} of DJL, or an {@link IllegalArgumentException}.
 */
public final class Tensor {
  private final NDArray array;

  Tensor(NDArray array) {
    this.array = array;
  }

  /** Returns a tensor of a manager and a type. */
  static Tensor of(NDManager manager, DataType type, double[] elements, long... shape) {
    long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (elements.length != count) {
      throw new IllegalArgumentException(
          "A tensor of shape %s does not have %d elements."
              .formatted(Arrays.toString(shape), elements.length));
    }
    if (type == DataType.FLOAT64) {
      return owned(manager.create(elements, new Shape(shape)));
    }
    float[] rounded = new float[elements.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) elements[i];
    }
    return owned(manager.create(rounded, new Shape(shape)));
  }

  /**
   * Returns a copy in memory of PyTorch. That of the JVM is freed once no Java object refers to it,
   * while gradients may still need the numbers.
   */
  private static Tensor owned(NDArray array) {
    try (array) {
      return new Tensor(array.duplicate());
    }
  }

  /**
   * Returns a tensor of other elements in the precision of this one.
   *
   * @throws IllegalArgumentException if their number does not fit the shape
   */
  public Tensor constantLike(double[] elements, long... shape) {
    return of(array.getManager(), array.getDataType(), elements, shape);
  }

  NDArray array() {
    return array;
  }

  private PtNDArray torch() {
    return (PtNDArray) array;
  }

  /** Returns the extents of the axes. */
  public long[] shape() {
    return array.getShape().getShape();
  }

  /** Returns the extent of an axis; -1 is the last one. */
  public int extent(int axis) {
    Shape shape = array.getShape();
    return Math.toIntExact(shape.get(axis < 0 ? shape.dimension() + axis : axis));
  }

  /** Returns the number of axes. */
  public int axes() {
    return array.getShape().dimension();
  }

  /** Returns the number of elements. */
  public long size() {
    return array.size();
  }

  /** Returns the elements, the last axis running fastest. */
  public double[] toArray() {
    if (array.getDataType() == DataType.FLOAT64) {
      return array.toDoubleArray();
    }
    float[] rounded = array.toFloatArray();
    double[] elements = new double[rounded.length];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = rounded[i];
    }
    return elements;
  }

  /**
   * Returns the only element.
   *
   * @throws IllegalArgumentException if there is another number of elements
   */
  public double value() {
    if (size() != 1) {
      throw new IllegalArgumentException("There are %d elements, not one.".formatted(size()));
    }
    return toArray()[0];
  }

  /** Returns the same numbers as a constant: gradients end here. */
  public Tensor detached() {
    return new Tensor(array.stopGradient());
  }

  /** Returns the sum. */
  public Tensor plus(Tensor other) {
    return new Tensor(array.add(other.array));
  }

  /** Returns the sum with a number. */
  public Tensor plus(double number) {
    return plus(Scope.number(number));
  }

  /** Returns the difference. */
  public Tensor minus(Tensor other) {
    return new Tensor(array.sub(other.array));
  }

  /** Returns the products of elements. */
  public Tensor times(Tensor other) {
    return new Tensor(array.mul(other.array));
  }

  /** Returns the multiple. */
  public Tensor times(double number) {
    return times(Scope.number(number));
  }

  /** Returns the quotients of elements. */
  public Tensor over(Tensor other) {
    return new Tensor(array.div(other.array));
  }

  /** Returns the matrix product over the last two axes. */
  public Tensor matrixTimes(Tensor other) {
    return new Tensor(JniUtils.matmul(torch(), other.torch()));
  }

  /**
   * Returns {@code x Wᵀ + b} for each row x of the last axis.
   *
   * @param weight W, shape {@code [outputs, inputs]}
   */
  public Tensor linear(Tensor weight, @Nullable Tensor bias) {
    return new Tensor(JniUtils.linear(torch(), weight.torch(), bias == null ? null : bias.torch()));
  }

  /** Returns the tensor with the last two axes exchanged. */
  public Tensor transposed() {
    return new Tensor(array.swapAxes(axes() - 2, axes() - 1));
  }

  /** Returns the same elements in another shape; an extent of -1 is found from the others. */
  public Tensor reshaped(long... shape) {
    return new Tensor(array.reshape(shape));
  }

  /** Returns the part of an axis from a start to before an end; axis -1 is the last one. */
  public Tensor slice(int axis, long from, long to) {
    int known = axis < 0 ? axes() + axis : axis;
    return new Tensor(JniUtils.slice(torch(), known, from, to, 1));
  }

  /** Returns what stands at an index of an axis, which is gone from the result. */
  public Tensor at(int axis, long index) {
    return new Tensor(slice(axis, index, index + 1).array.squeeze(axis < 0 ? axes() + axis : axis));
  }

  /** Returns the rows of a matrix at some indices, which may repeat. */
  public Tensor rows(long... indices) {
    NDManager manager = array.getManager();
    Tensor places = owned(manager.create(indices, new Shape(indices.length)));
    return new Tensor(array.get(new NDIndex("{}", places.array)));
  }

  /** Returns the parts of these extents, one after the other, of the first axis. */
  public List<Tensor> split(int... extents) {
    long[] sizes = new long[extents.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = extents[i];
    }
    List<Tensor> parts = new ArrayList<>();
    for (NDArray part : JniUtils.split(torch(), sizes, 0)) {
      parts.add(new Tensor(part));
    }
    return parts;
  }

  /** Returns tensors side by side along an axis that they have; -1 is the last one. */
  public static Tensor concatenate(int axis, List<Tensor> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    int known = axis < 0 ? parts.get(0).axes() + axis : axis;
    return new Tensor(NDArrays.concat(list(parts), known));
  }

  /** Returns tensors of equal shape along a new axis. */
  public static Tensor stack(int axis, List<Tensor> parts) {
    return new Tensor(NDArrays.stack(list(parts), axis));
  }

  private static NDList list(List<Tensor> parts) {
    NDList list = new NDList(parts.size());
    parts.forEach(part -> list.add(part.array));
    return list;
  }

  /** Returns the sum of all elements. */
  public Tensor sum() {
    return new Tensor(array.sum());
  }

  /** Returns the mean of all elements. */
  public Tensor mean() {
    return new Tensor(array.mean());
  }

  /** Returns the means over an axis, which is gone from the result; -1 is the last one. */
  public Tensor mean(int axis) {
    return new Tensor(array.mean(new int[] {axis < 0 ? axes() + axis : axis}));
  }

  /** Returns the sums over an axis, which is gone from the result; -1 is the last one. */
  public Tensor sum(int axis) {
    return new Tensor(array.sum(new int[] {axis < 0 ? axes() + axis : axis}));
  }

  /** Returns running sums along an axis. */
  public Tensor runningSum(int axis) {
    return new Tensor(array.cumSum(axis));
  }

  /** Returns the squares. */
  public Tensor square() {
    return new Tensor(array.square());
  }

  /** Returns the square roots. */
  public Tensor sqrt() {
    return new Tensor(array.sqrt());
  }

  /** Returns the moduli. */
  public Tensor abs() {
    return new Tensor(array.abs());
  }

  /** Returns e to the power of each element. */
  public Tensor exp() {
    return new Tensor(array.exp());
  }

  /** Returns the hyperbolic tangents. */
  public Tensor tanh() {
    return new Tensor(array.tanh());
  }

  /** Returns the sines. */
  public Tensor sin() {
    return new Tensor(array.sin());
  }

  /** Returns the cosines. */
  public Tensor cos() {
    return new Tensor(array.cos());
  }

  /** Returns {@code 1 / (1 + exp(-x))}. */
  public Tensor sigmoid() {
    return new Tensor(JniUtils.sigmoid(torch()));
  }

  /** Returns {@code max(x, 0)}. */
  public Tensor relu() {
    return new Tensor(JniUtils.relu(torch()));
  }

  /** Returns x where it is positive, elsewhere {@code slope · x}. */
  public Tensor leakyRelu(double slope) {
    return new Tensor(JniUtils.leakyRelu(torch(), slope));
  }

  /** Returns {@code log(1 + exp(x))}. */
  public Tensor softplus() {
    return new Tensor(JniUtils.softPlus(torch()));
  }

  /** Returns x where it is positive, elsewhere {@code exp(x) - 1}. */
  public Tensor elu() {
    return new Tensor(JniUtils.elu(torch(), 1));
  }

  /** Returns the scaled exponential linear unit of Klambauer et al. (2017). */
  public Tensor selu() {
    return new Tensor(JniUtils.selu(torch()));
  }

  /** Returns {@code x Φ(x)} with the normal distribution function. */
  public Tensor gelu() {
    return new Tensor(JniUtils.gelu(torch()));
  }
}
