package io.metalab.core.params;

import io.metalab.core.identity.ValueCodec;
import io.metalab.core.params.Distribution.Choice;
import io.metalab.core.params.Distribution.IntegerRange;
import io.metalab.core.params.Distribution.LogUniform;
import io.metalab.core.params.Distribution.Normal;
import io.metalab.core.params.Distribution.Uniform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Distributions as plain JSON and back: {@code {"uniform": [0, 1]}}. */
public final class DistributionCodec {
  private DistributionCodec() {}

  static Map<String, @Nullable Object> all(Map<String, Distribution> axes) {
    Map<String, @Nullable Object> forms = new LinkedHashMap<>();
    axes.forEach((name, axis) -> forms.put(name, encode(axis)));
    return forms;
  }

  static Map<String, Distribution> decodeAll(@Nullable Object plain) {
    Map<String, Distribution> axes = new LinkedHashMap<>();
    SourceCodec.map(plain).forEach((name, axis) -> axes.put(name, decode(SourceCodec.map(axis))));
    return axes;
  }

  /** Returns the plain form of a distribution. */
  public static Map<String, @Nullable Object> encode(Distribution distribution) {
    if (distribution instanceof Uniform axis) {
      return SourceCodec.map(Map.of("uniform", List.of(axis.low(), axis.high())));
    }
    if (distribution instanceof LogUniform axis) {
      return SourceCodec.map(Map.of("loguniform", List.of(axis.low(), axis.high())));
    }
    if (distribution instanceof Normal axis) {
      return SourceCodec.map(Map.of("normal", List.of(axis.mean(), axis.sd())));
    }
    if (distribution instanceof IntegerRange axis) {
      return SourceCodec.map(Map.of("integer", List.of(axis.low(), axis.high())));
    }
    Choice axis = (Choice) distribution;
    List<@Nullable Object> values = new ArrayList<>();
    axis.values().forEach(value -> values.add(ValueCodec.encode(value)));
    return SourceCodec.map(Map.of("choice", values));
  }

  /**
   * Returns the distribution of a plain form.
   *
   * @throws io.metalab.api.MetalabException with {@code INVALID_STUDY} if it is malformed
   */
  public static Distribution decode(Map<String, @Nullable Object> plain) {
    if (plain.size() != 1) {
      throw SourceCodec.malformed(
          "One distribution is expected, not %s.".formatted(plain.keySet()));
    }
    Map.Entry<String, @Nullable Object> only = plain.entrySet().iterator().next();
    List<?> arguments = SourceCodec.list(only.getValue());
    return switch (only.getKey()) {
      case "uniform" -> new Uniform(number(arguments, 0), number(arguments, 1));
      case "loguniform" -> new LogUniform(number(arguments, 0), number(arguments, 1));
      case "normal" -> new Normal(number(arguments, 0), number(arguments, 1));
      case "integer" -> new IntegerRange(integer(arguments, 0), integer(arguments, 1));
      case "choice" -> {
        List<@Nullable Object> values = new ArrayList<>();
        arguments.forEach(value -> values.add(ValueCodec.decode(value)));
        yield new Choice(values);
      }
      default ->
          throw SourceCodec.malformed("The distribution '%s' is unknown.".formatted(only.getKey()));
    };
  }

  private static double number(List<?> arguments, int index) {
    if (arguments.size() == 2 && arguments.get(index) instanceof Number number) {
      return number.doubleValue();
    }
    throw SourceCodec.malformed("Two numbers are expected, not %s.".formatted(arguments));
  }

  private static long integer(List<?> arguments, int index) {
    if (arguments.size() == 2 && arguments.get(index) instanceof Long number) {
      return number;
    }
    throw SourceCodec.malformed("Two integers are expected, not %s.".formatted(arguments));
  }
}
