package io.dymad.torch;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.dymad.numerics.Matrix;
import java.util.Arrays;

/**
 * The life of tensors: all that is made between its opening and its closing on one thread is freed
 * when it closes. Scopes may be nested, and close in reverse order; tensors of an outer scope may
 * be used in an inner one. Threads have scopes of their own.
 *
 * <p>Gradients are followed from {@linkplain #variable variables} on, in every scope, on every
 * thread, independently of each other.
 */
public final class Scope implements AutoCloseable {
  private final Precision precision;
  private final boolean followedBefore;
  private final NDManager manager;
  private final NDScope made;

  private Scope(Precision precision, TorchDevice device) {
    this.precision = requireNonNull(precision, "precision");
    this.manager = TorchEngine.manager(requireNonNull(device, "device"));
    this.followedBefore = JniUtils.isGradMode();
    JniUtils.setGradMode(true);
    this.made = new NDScope();
  }

  /**
   * Opens a scope on this thread, whose tensors the processor computes.
   *
   * @param precision of the tensors that are made from numbers
   * @throws io.metalab.api.MetalabException with UNSATISFIABLE if PyTorch cannot be loaded
   */
  public static Scope open(Precision precision) {
    return open(precision, TorchDevice.CPU);
  }

  /**
   * Opens a scope on this thread.
   *
   * @param precision of the tensors that are made from numbers
   * @param device what computes them
   * @throws io.metalab.api.MetalabException with UNSATISFIABLE if there is no such device, or if
   *     PyTorch cannot be loaded
   */
  public static Scope open(Precision precision, TorchDevice device) {
    return new Scope(precision, device);
  }

  /** Returns the precision of the tensors made from numbers. */
  public Precision precision() {
    return precision;
  }

  /**
   * Returns a tensor of these elements, the last axis running fastest.
   *
   * @throws IllegalArgumentException if their number does not fit the shape
   */
  public Tensor constant(double[] elements, long... shape) {
    return Tensor.of(manager, type(), elements, shape);
  }

  private DataType type() {
    return precision == Precision.FLOAT64 ? DataType.FLOAT64 : DataType.FLOAT32;
  }

  /** Returns a matrix as a tensor of two axes. */
  public Tensor constant(Matrix matrix) {
    return constant(matrix.toRowMajor(), matrix.rows(), matrix.columns());
  }

  /** Returns a tensor without axes. */
  public Tensor constant(double value) {
    return constant(new double[] {value});
  }

  /** Returns a vector that gradients can be asked for. */
  public Tensor variable(double[] elements) {
    Tensor variable = constant(elements, elements.length);
    variable.array().setRequiresGradient(true);
    return variable;
  }

  /**
   * Returns the gradient of a loss with respect to a variable, and forgets how the loss came about:
   * one gradient can be asked for of one loss.
   *
   * @param loss a tensor of one element that depends on the variable
   * @param variable of this scope
   */
  public double[] gradient(Tensor loss, Tensor variable) {
    if (loss.size() != 1) {
      throw new IllegalArgumentException(
          "A loss has one element, not the shape %s.".formatted(Arrays.toString(loss.shape())));
    }
    NDArray one = manager.ones(loss.array().getShape(), loss.array().getDataType());
    JniUtils.backward((PtNDArray) loss.array(), (PtNDArray) one, false, false);
    return new Tensor(variable.array().getGradient()).toArray();
  }

  @Override
  public void close() {
    made.close();
    manager.close();
    JniUtils.setGradMode(followedBefore);
  }
}
