package io.metalab.core.params;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.api.SeedBundle;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Points drawn at random.
 *
 * <p>Point i takes its values, in the order of the parameters' names, from the unnamed stream of
 * the seeds {@code (root, no replicate, ["params", "<i>"])}; so it depends neither on other points
 * nor on the order in which the axes are declared.
 */
final class RandomSource implements ParamSource {
  private final long size;
  private final String root;
  private final Map<String, Distribution> axes;
  private final List<String> drawingOrder;

  RandomSource(long size, String root, Map<String, Distribution> axes) {
    this.size = size;
    this.root = requireNonNull(root, "root");
    this.axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
    this.drawingOrder = axes.keySet().stream().sorted().toList();
    if (size < 0) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The number of random points (%d) must be at least 0.".formatted(size));
    }
  }

  @Override
  public long size() {
    return size;
  }

  String root() {
    return root;
  }

  Map<String, Distribution> axes() {
    return axes;
  }

  @Override
  public ParamCase caseAt(long index) {
    Objects.checkIndex(index, size);
    RandomGenerator random =
        new SeedBundle(root, SeedBundle.NO_REPLICATE, List.of("params", Long.toString(index)))
            .random();
    Map<String, @Nullable Object> drawn = new LinkedHashMap<>();
    axes.keySet().forEach(name -> drawn.put(name, null));
    for (String name : drawingOrder) {
      drawn.put(name, requireNonNull(axes.get(name)).sample(random));
    }
    return ParamCase.of(Params.copyOf(drawn), "random-" + index);
  }

  @Override
  public String describe() {
    return axes.keySet().stream().collect(Collectors.joining(", ", "random ", "(" + size + ")"));
  }
}
