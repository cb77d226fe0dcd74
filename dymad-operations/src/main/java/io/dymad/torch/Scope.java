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
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The life of tensors: all that is made between its opening and its closing on one thread is freed
 * when it closes. Scopes of one precision may be nested, and close in reverse order; tensors of an
 * outer scope may be used in an inner one. Threads have scopes of their own.
 *
 * <p>Gradients are followed from {@linkplain #variable variables} on, in every scope that is {@link
 * #open}, on every thread, independently of each other; not in those {@linkplain #withoutGradients
 * without gradients}, where the same operations take less time and memory.
 */
public final class Scope implements AutoCloseable {
  private static final ThreadLocal<@Nullable Scope> CURRENT = new ThreadLocal<>();

  private final @Nullable Scope outer = CURRENT.get();
  private final Map<Double, Tensor> numbers = new HashMap<>();
  private final Precision precision;
  private final boolean follows;
  private final boolean followedBefore;
  private final NDManager manager;
  private final NDScope made;

  private Scope(Precision precision, TorchDevice device, boolean follows) {
    this.precision = requireNonNull(precision, "precision");
    this.follows = follows;
    if (outer != null && outer.precision != precision) {
      throw new IllegalArgumentException(
          "A scope of %s cannot be opened within one of %s.".formatted(precision, outer.precision));
    }
    this.manager = TorchEngine.manager(requireNonNull(device, "device"));
    this.followedBefore = JniUtils.isGradMode();
    JniUtils.setGradMode(follows);
    this.made = new NDScope();
    CURRENT.set(this);
  }

  /** Returns a number without axes, which the innermost scope of this thread makes once. */
  static Tensor number(double value) {
    Scope current = CURRENT.get();
    if (current == null) {
      throw new IllegalStateException("No scope is open on this thread.");
    }
    return current.numbers.computeIfAbsent(value, current::constant);
  }

  /**
   * Opens a scope on this thread, whose tensors the processor computes.
   *
   * @param precision of the tensors that are made from numbers
   * @throws io.metalab.api.MetalabException with UNSATISFIABLE if PyTorch cannot be loaded
   * @throws IllegalArgumentException within a scope of another precision
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
   * @throws IllegalArgumentException within a scope of another precision
   */
  public static Scope open(Precision precision, TorchDevice device) {
    return new Scope(precision, device, true);
  }

  /**
   * Opens a scope on this thread, whose tensors the processor computes, in which numbers alone are
   * wanted: {@link #gradient} refuses.
   *
   * @param precision of the tensors that are made from numbers
   * @throws io.metalab.api.MetalabException with UNSATISFIABLE if PyTorch cannot be loaded
   * @throws IllegalArgumentException within a scope of another precision
   */
  public static Scope withoutGradients(Precision precision) {
    return withoutGradients(precision, TorchDevice.CPU);
  }

  /**
   * Opens a scope on this thread in which numbers alone are wanted: {@link #gradient} refuses.
   *
   * @param precision of the tensors that are made from numbers
   * @param device what computes them
   * @throws io.metalab.api.MetalabException with UNSATISFIABLE if there is no such device, or if
   *     PyTorch cannot be loaded
   * @throws IllegalArgumentException within a scope of another precision
   */
  public static Scope withoutGradients(Precision precision, TorchDevice device) {
    return new Scope(precision, device, false);
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

  /** Returns a vector that gradients can be asked for, if this scope follows them. */
  public Tensor variable(double[] elements) {
    Tensor variable = constant(elements, elements.length);
    if (follows) {
      variable.array().setRequiresGradient(true);
    }
    return variable;
  }

  /**
   * Returns the gradient of a loss with respect to a variable, and forgets how the loss came about:
   * one gradient can be asked for of one loss.
   *
   * @param loss a tensor of one element that depends on the variable
   * @param variable of this scope
   * @throws IllegalStateException if this scope follows no gradients
   */
  public double[] gradient(Tensor loss, Tensor variable) {
    if (!follows) {
      throw new IllegalStateException("This scope follows no gradients.");
    }
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
    CURRENT.set(outer);
    made.close();
    manager.close();
    JniUtils.setGradMode(followedBefore);
  }
}
