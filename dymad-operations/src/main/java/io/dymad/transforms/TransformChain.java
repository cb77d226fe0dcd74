package io.dymad.transforms;

import io.dymad.numerics.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Transforms one after the other, of which at most one has delays.
 *
 * @param stages at least one; the first one sees the states
 */
public record TransformChain(List<Transform> stages) implements Transform {
  public TransformChain {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("There is no transform to chain.");
    }
    for (int i = 1; i < stages.size(); i++) {
      if (stages.get(i).inputSize() != stages.get(i - 1).outputSize()) {
        throw new IllegalArgumentException(
            "Stage %d (%s) takes %d variables, but stage %d (%s) gives %d."
                .formatted(
                    i,
                    stages.get(i).type(),
                    stages.get(i).inputSize(),
                    i - 1,
                    stages.get(i - 1).type(),
                    stages.get(i - 1).outputSize()));
      }
    }
    long delays = stages.stream().filter(stage -> stage.window() > 1).count();
    if (delays > 1) {
      throw new IllegalArgumentException(
          "At most one stage may have delays; here %d have.".formatted(delays));
    }
  }

  /** Returns what fits each transform on what the ones before it made of the training data. */
  public static TransformSpec spec(TransformSpec... stages) {
    List<TransformSpec> specs = List.of(stages);
    return series -> {
      List<Transform> fitted = new ArrayList<>();
      List<Matrix> current = series;
      for (TransformSpec spec : specs) {
        Transform stage = spec.fit(current);
        current = current.stream().map(stage::apply).toList();
        fitted.add(stage);
      }
      return new TransformChain(fitted);
    };
  }

  /** Returns the stages from one to before another, as a chain of their own. */
  public TransformChain range(int from, int to) {
    if (from < 0 || from >= to || to > stages.size()) {
      throw new IllegalArgumentException(
          "There are no stages [%d, %d) in a chain of %d.".formatted(from, to, stages.size()));
    }
    return new TransformChain(stages.subList(from, to));
  }

  @Override
  public String type() {
    return "compose";
  }

  @Override
  public int inputSize() {
    return stages.get(0).inputSize();
  }

  @Override
  public int outputSize() {
    return stages.get(stages.size() - 1).outputSize();
  }

  @Override
  public int window() {
    return stages.stream().mapToInt(Transform::window).max().orElseThrow();
  }

  @Override
  public Matrix apply(Matrix series) {
    Matrix current = series;
    for (Transform stage : stages) {
      current = stage.apply(current);
    }
    return current;
  }

  @Override
  public Matrix invert(Matrix features) {
    Matrix current = features;
    for (int i = stages.size() - 1; i >= 0; i--) {
      current = stages.get(i).invert(current);
    }
    return current;
  }

  @Override
  public Matrix forwardModes(Matrix states) {
    Checks.shape(states, window(), inputSize(), "states");
    Matrix current = states;
    Matrix modes = Matrix.identity(window() * inputSize());
    for (Transform stage : stages) {
      if (stage.window() > 1) {
        modes = stage.forwardModes(current).times(modes);
      } else {
        Matrix before = current;
        modes = blocks(before.rows(), i -> stage.forwardModes(before.rows(i, i + 1))).times(modes);
      }
      current = pointwise(stage, current);
    }
    return modes;
  }

  /** Applies a stage to a window of states; smoothing needs the whole series and is left out. */
  private static Matrix pointwise(Transform stage, Matrix states) {
    return stage instanceof Denoise ? states : stage.apply(states);
  }

  @Override
  public Matrix backwardModes(Matrix feature) {
    Checks.shape(feature, 1, outputSize(), "feature");
    Matrix current = feature;
    Matrix modes = Matrix.identity(outputSize());
    for (int i = stages.size() - 1; i >= 0; i--) {
      Transform stage = stages.get(i);
      Matrix after = current;
      modes = modes.times(blocks(after.rows(), k -> stage.backwardModes(after.rows(k, k + 1))));
      current = stage.invert(current);
    }
    return modes;
  }

  /** Returns the matrix with these blocks along its diagonal. */
  private static Matrix blocks(int count, IntFunction<Matrix> block) {
    List<Matrix> blocks = IntStream.range(0, count).mapToObj(block).toList();
    int height = blocks.get(0).rows();
    int width = blocks.get(0).columns();
    return Matrix.generate(
        count * height,
        count * width,
        (i, j) -> i / height == j / width ? blocks.get(i / height).get(i % height, j % width) : 0);
  }

  @Override
  public TransformState state() {
    TransformState state = TransformState.of(type());
    for (Transform stage : stages) {
      state = state.with(stage.state());
    }
    return state;
  }
}
