package io.dymad.models;

import io.dymad.numerics.Matrix;
import io.dymad.torch.Scope;
import io.dymad.torch.Tensor;
import io.metalab.api.SeedBundle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The numbers that a model has learned, one after the other; immutable. */
public final class Weights {
  private final List<Parameter> parameters;
  private final double[] values;

  private Weights(List<Parameter> parameters, double[] values) {
    this.parameters = parameters;
    this.values = values;
  }

  /**
   * Returns weights at the start of a training. Each parameter is drawn from a stream of its own,
   * {@code init/<name>}, so that it does not depend on which others there are.
   *
   * @throws IllegalArgumentException if two parameters have one name
   */
  public static Weights initial(List<Parameter> parameters, SeedBundle seeds) {
    double[] values = new double[count(parameters)];
    int offset = 0;
    for (Parameter parameter : parameters) {
      Matrix drawn =
          parameter
              .initialisation()
              .draw(
                  parameter.rows(), parameter.columns(), seeds.stream("init/" + parameter.name()));
      System.arraycopy(drawn.toRowMajor(), 0, values, offset, parameter.size());
      offset += parameter.size();
    }
    return new Weights(List.copyOf(parameters), values);
  }

  private static int count(List<Parameter> parameters) {
    Set<String> names = new HashSet<>();
    for (Parameter parameter : parameters) {
      if (!names.add(parameter.name())) {
        throw new IllegalArgumentException(
            "Two parameters are called %s.".formatted(parameter.name()));
      }
    }
    return parameters.stream().mapToInt(Parameter::size).reduce(0, Math::addExact);
  }

  /** Returns the parameters in the order of their numbers. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** Returns how many numbers there are. */
  public int size() {
    return values.length;
  }

  /** Returns all numbers: each parameter row after row. */
  public double[] values() {
    return values.clone();
  }

  /**
   * Returns weights of the same parameters with other numbers.
   *
   * @throws IllegalArgumentException if there are more or fewer
   */
  public Weights withValues(double[] others) {
    if (others.length != values.length) {
      throw new IllegalArgumentException(
          "There are %d numbers for %d.".formatted(others.length, values.length));
    }
    return new Weights(parameters, others.clone());
  }

  /**
   * Returns the numbers of a parameter.
   *
   * @throws IllegalArgumentException naming those there are, if there is none of that name
   */
  public Matrix matrix(String name) {
    int offset = offset(name);
    Parameter parameter = parameter(name);
    double[] part = new double[parameter.size()];
    System.arraycopy(values, offset, part, 0, part.length);
    return Matrix.ofRowMajor(parameter.rows(), parameter.columns(), part);
  }

  /**
   * Returns weights with other numbers for one parameter.
   *
   * @throws IllegalArgumentException if there is none of that name, or it has another shape
   */
  public Weights with(String name, Matrix matrix) {
    int offset = offset(name);
    Parameter parameter = parameter(name);
    if (matrix.rows() != parameter.rows() || matrix.columns() != parameter.columns()) {
      throw new IllegalArgumentException(
          "The parameter %s is %d x %d, not %s."
              .formatted(name, parameter.rows(), parameter.columns(), matrix.shape()));
    }
    double[] changed = values.clone();
    System.arraycopy(matrix.toRowMajor(), 0, changed, offset, parameter.size());
    return new Weights(parameters, changed);
  }

  private int offset(String name) {
    int offset = 0;
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        return offset;
      }
      offset += parameter.size();
    }
    throw new IllegalArgumentException(
        "There is no parameter %s, but %s."
            .formatted(name, parameters.stream().map(Parameter::name).toList()));
  }

  private Parameter parameter(String name) {
    return parameters.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  /** Returns these numbers as tensors of a scope, from which gradients are followed. */
  public Bound bind(Scope scope) {
    Tensor variable = scope.variable(values);
    if (parameters.isEmpty()) {
      return new Bound(variable, List.of(), List.of());
    }
    int[] sizes = parameters.stream().mapToInt(Parameter::size).toArray();
    List<Tensor> tensors = new ArrayList<>();
    List<Tensor> parts = variable.split(sizes);
    for (int i = 0; i < sizes.length; i++) {
      tensors.add(parts.get(i).reshaped(parameters.get(i).rows(), parameters.get(i).columns()));
    }
    return new Bound(variable, parameters, tensors);
  }
}
