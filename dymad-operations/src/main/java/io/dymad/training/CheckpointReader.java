package io.dymad.training;

import static java.util.Objects.requireNonNull;

import io.dymad.core.Trajectories;
import io.dymad.edmd.Dictionary;
import io.dymad.models.Dopri5;
import io.dymad.models.Hold;
import io.dymad.models.Integrator;
import io.dymad.models.LatentModel;
import io.dymad.models.ModelSpec;
import io.dymad.models.Parameter;
import io.dymad.models.Rk4;
import io.dymad.models.Rollout;
import io.dymad.models.Weights;
import io.dymad.numerics.Matrix;
import io.dymad.transforms.ChannelTransforms;
import io.dymad.transforms.Transform;
import io.dymad.transforms.TransformFiles;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.SeedBundle;
import io.metalab.capture.NdArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Reads what {@link Checkpoints} writes. */
final class CheckpointReader {
  private final Path file;
  private final CheckpointFile content;

  CheckpointReader(Path file) {
    this.file = file;
    this.content = CheckpointFile.read(file);
  }

  private void check(boolean holds, String otherwise) {
    CheckpointFile.check(file, holds, otherwise);
  }

  private Object field(String name) {
    Object value = content.document().get(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  private MetalabException missing(String name) {
    return new MetalabException(
        ErrorCode.SERIALIZATION, "The file %s: it has no %s.".formatted(file, name));
  }

  private int integer(String name) {
    check(field(name) instanceof Number, name + " is no number");
    return ((Number) field(name)).intValue();
  }

  private int[] integers(String name, int count) {
    check(
        field(name) instanceof List<?> list
            && list.size() == count
            && list.stream().allMatch(Integer.class::isInstance),
        "%s is not a list of %d integers".formatted(name, count));
    return ((List<?>) field(name)).stream().mapToInt(Integer.class::cast).toArray();
  }

  private NdArray array(String name) {
    NdArray array = content.arrays().get(name);
    if (array == null) {
      throw missing("array " + name);
    }
    return array;
  }

  private double number(int index) {
    double[] numbers = array("numbers").toDoubles();
    check(index < numbers.length, "there are only %d numbers".formatted(numbers.length));
    return numbers[index];
  }

  /** Refuses the file unless it was written with some data. */
  void require(String name, Trajectories data, String what) {
    check(
        data.contentHash().equals(map(name).get("sha256")),
        "it was written with other data: %s have another content".formatted(what));
  }

  private Map<?, ?> map(String name) {
    check(field(name) instanceof Map, name + " is no map");
    return (Map<?, ?>) field(name);
  }

  TrainingState state(LatentModel model) {
    check(
        content.document().containsKey("cursor"),
        "it holds a model alone, and no state of a training to go on from");
    int[] cursor = integers("cursor", 5);
    int[] best = integers("best", 2);
    OptimizerState optimizer =
        new OptimizerState(
            integer("optimizer_steps"),
            array("optimizer/first").toDoubles(),
            array("optimizer/second").toDoubles());
    List<Epoch> history = new ArrayList<>();
    NdArray remembered = content.arrays().get("history");
    double[] numbers = remembered == null ? new double[0] : remembered.toDoubles();
    for (int from = 0; from < numbers.length; from += Epoch.COMPONENTS) {
      history.add(Epoch.ofArray(numbers, from));
    }
    return new TrainingState(
        new Cursor(cursor[0], cursor[1], cursor[2], cursor[3], cursor[4], number(0)),
        weights("weights/", model),
        optimizer,
        new BestWeights(weights("best/", model), number(1), best[0], best[1]),
        history);
  }

  private Weights weights(String prefix, LatentModel model) {
    Weights weights = Weights.initial(model.parameters(), SeedBundle.of(0));
    long count = content.arrays().keySet().stream().filter(name -> name.startsWith(prefix)).count();
    check(
        count == model.parameters().size(),
        "it holds another model: %d parameters in place of %d"
            .formatted(count, model.parameters().size()));
    for (Parameter parameter : model.parameters()) {
      NdArray array = array(prefix + parameter.name());
      check(
          array.shape().equals(List.of(parameter.rows(), parameter.columns())),
          "it holds another model: %s has the shape %s in place of %d x %d"
              .formatted(parameter.name(), array.shape(), parameter.rows(), parameter.columns()));
      weights =
          weights.with(
              parameter.name(),
              Matrix.ofRowMajor(parameter.rows(), parameter.columns(), array.toDoubles()));
    }
    return weights;
  }

  ModelOrigin origin(Dictionary... known) {
    return checked(
        () ->
            new ModelOrigin(
                ModelSpec.of(map("model")),
                new ChannelTransforms(transform("x", known), transform("u", known)),
                options(map("notes"))));
  }

  private Transform transform(String channel, Dictionary... known) {
    String prefix = Checkpoints.prefix(channel);
    Map<String, NdArray> arrays = new TreeMap<>();
    content
        .arrays()
        .forEach(
            (name, array) -> {
              if (name.startsWith(prefix)) {
                arrays.put(name.substring(prefix.length()), array);
              }
            });
    Object transform = map("transforms").get(channel);
    check(transform instanceof Map, "there is no transform of " + channel);
    return TransformFiles.of((Map<?, ?>) requireNonNull(transform), arrays, known);
  }

  TrainedModel model(Dictionary... known) {
    ModelOrigin origin = origin(known);
    return checked(
        () -> {
          LatentModel model = origin.spec().build(integer("states"), integer("controls"));
          return new TrainedModel(
              model, weights("best/", model), rollout(), number(2), origin.transforms());
        });
  }

  private <T> T checked(Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      throw new MetalabException(
          ErrorCode.SERIALIZATION, "The file %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Map<String, Object> options(Map<?, ?> values) {
    Map<String, Object> options = new LinkedHashMap<>();
    values.forEach((name, value) -> options.put((String) name, value));
    return options;
  }

  private Rollout rollout() {
    Integrator integrator =
        field("integrator").equals("rk4")
            ? new Rk4(integer("substeps"))
            : new Dopri5(number(3), number(4));
    String order = field("input_order").toString();
    return new Rollout(integrator, Hold.valueOf(order.toUpperCase(Locale.ROOT)));
  }
}
