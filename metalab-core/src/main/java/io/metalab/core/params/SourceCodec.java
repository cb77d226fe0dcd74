package io.metalab.core.params;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.core.identity.ValueCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Param sources as plain JSON and back, so that a stored study can be swept again.
 *
 * <p>Each source is an object with one member named by its kind, such as {@code {"grid": {"lr":
 * [0.1, 0.01]}}}.
 */
public final class SourceCodec {
  private final BiFunction<String, Set<String>, Predicate<Params>> filters;

  /**
   * Creates a codec.
   *
   * @param filters compiles the text of a filter over parameters of these names
   */
  public SourceCodec(BiFunction<String, Set<String>, Predicate<Params>> filters) {
    this.filters = filters;
  }

  /**
   * Returns the plain form of a source, or empty if it holds code: a filter that was not a text, or
   * a source that does not come with metalab.
   */
  public static Optional<Map<String, @Nullable Object>> encode(ParamSource source) {
    if (source instanceof GridSource grid) {
      return Optional.of(object("grid", axes(grid.axes())));
    }
    if (source instanceof ZipSource zip) {
      return Optional.of(object("zip", axes(zip.axes())));
    }
    if (source instanceof ListSource list) {
      return Optional.of(object("list", list.cases().stream().map(SourceCodec::point).toList()));
    }
    if (source instanceof RandomSource random) {
      return Optional.of(object("random", random(random)));
    }
    if (source instanceof UnionSource union) {
      return all(union.parts()).map(parts -> object("union", parts));
    }
    if (source instanceof ProductSource product) {
      return all(product.parts()).map(parts -> object("product", parts));
    }
    if (source instanceof ConditionalSource conditional) {
      return conditional(conditional);
    }
    if (source instanceof ConstantsSource constants) {
      return encode(constants.source())
          .map(
              inner ->
                  object(
                      "constants",
                      object("values", ValueCodec.encode(constants.constants()), "source", inner)));
    }
    if (source instanceof FilterSource filter && !filter.where().isEmpty()) {
      return encode(filter.source())
          .map(inner -> object("filter", object("where", filter.where(), "source", inner)));
    }
    return DesignCodec.encode(source);
  }

  /**
   * Returns the source of a plain form.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_STUDY} if the form is unknown or
   *     malformed
   */
  public ParamSource decode(Map<String, ? extends @Nullable Object> plain) {
    if (plain.size() != 1) {
      throw malformed("One kind of source is expected, not %s.".formatted(plain.keySet()));
    }
    Map.Entry<String, ? extends @Nullable Object> only = plain.entrySet().iterator().next();
    Object body = only.getValue();
    if (DesignCodec.KINDS.contains(only.getKey())) {
      return DesignCodec.decode(only.getKey(), map(body));
    }
    return switch (only.getKey()) {
      case "grid" -> ParamSources.grid(decodeAxes(body));
      case "zip" -> ParamSources.zip(decodeAxes(body));
      case "list" -> ParamSources.of(list(body).stream().map(SourceCodec::decodePoint).toList());
      case "random" -> decodeRandom(map(body));
      case "union" -> UnionSource.of(decodeAll(body));
      case "product" -> ProductSource.of(decodeAll(body));
      case "conditional" -> decodeConditional(map(body));
      case "constants" ->
          ParamSources.constants(
              ValueCodec.decodeParams(map(map(body).get("values"))),
              decode(map(map(body).get("source"))));
      case "filter" -> decodeFilter(map(body));
      default -> throw malformed("The kind '%s' of source is unknown.".formatted(only.getKey()));
    };
  }

  private static Map<String, @Nullable Object> axes(List<Axis> axes) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    axes.forEach(axis -> map.put(axis.name(), ValueCodec.encode(axis.values())));
    return map;
  }

  private static Map<String, List<?>> decodeAxes(@Nullable Object plain) {
    Map<String, List<?>> axes = new LinkedHashMap<>();
    map(plain).forEach((name, values) -> axes.put(name, list(ValueCodec.decode(values))));
    return axes;
  }

  private static Map<String, @Nullable Object> point(ParamCase point) {
    Map<String, @Nullable Object> map =
        object("params", ValueCodec.encode(point.params()), "case_id", point.caseId());
    if (!point.tags().isEmpty()) {
      map.put("tags", point.tags());
    }
    return map;
  }

  private static ParamCase decodePoint(@Nullable Object plain) {
    Map<String, @Nullable Object> map = map(plain);
    List<?> tags = map.containsKey("tags") ? list(map.get("tags")) : List.of();
    return new ParamCase(
        ValueCodec.decodeParams(map(map.get("params"))),
        text(map.get("case_id")),
        tags.stream().map(SourceCodec::text).toList());
  }

  private static Map<String, @Nullable Object> random(RandomSource random) {
    return object(
        "n", random.size(), "seed", random.root(), "axes", DistributionCodec.all(random.axes()));
  }

  private static ParamSource decodeRandom(Map<String, @Nullable Object> map) {
    Map<String, Distribution> axes = DistributionCodec.decodeAll(map.get("axes"));
    if (map.get("n") instanceof Long size) {
      return ParamSources.random(size, text(map.get("seed")), axes);
    }
    throw malformed("The number of random points (%s) must be an integer.".formatted(map.get("n")));
  }

  private static Optional<Map<String, @Nullable Object>> conditional(ConditionalSource source) {
    Map<String, @Nullable Object> branches = new LinkedHashMap<>();
    source
        .branches()
        .forEach((value, branch) -> encode(branch).ifPresent(form -> branches.put(value, form)));
    return branches.size() < source.branches().size()
        ? Optional.empty()
        : Optional.of(object("conditional", object("name", source.name(), "branches", branches)));
  }

  private ParamSource decodeConditional(Map<String, @Nullable Object> map) {
    Map<String, ParamSource> branches = new LinkedHashMap<>();
    map(map.get("branches")).forEach((value, branch) -> branches.put(value, decode(map(branch))));
    return ParamSources.conditional(text(map.get("name")), branches);
  }

  private ParamSource decodeFilter(Map<String, @Nullable Object> map) {
    String where = text(map.get("where"));
    ParamSource source = decode(map(map.get("source")));
    return ParamSources.filter(source, where, filters.apply(where, names(source)));
  }

  private static Set<String> names(ParamSource source) {
    return source.size() == 0 ? Set.of() : new LinkedHashSet<>(source.caseAt(0).params().names());
  }

  private static Optional<List<Map<String, @Nullable Object>>> all(List<ParamSource> parts) {
    List<Map<String, @Nullable Object>> forms = new ArrayList<>();
    parts.forEach(part -> encode(part).ifPresent(forms::add));
    return forms.size() < parts.size() ? Optional.empty() : Optional.of(forms);
  }

  private List<ParamSource> decodeAll(@Nullable Object plain) {
    List<ParamSource> parts = new ArrayList<>();
    list(plain).forEach(part -> parts.add(decode(map(part))));
    return parts;
  }

  private static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return map;
  }

  static Map<String, @Nullable Object> map(@Nullable Object plain) {
    if (plain instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put(text(key), value));
      return copy;
    }
    throw malformed("An object is expected, not %s.".formatted(plain));
  }

  static List<?> list(@Nullable Object plain) {
    if (plain instanceof List<?> list) {
      return list;
    }
    throw malformed("A list is expected, not %s.".formatted(plain));
  }

  static String text(@Nullable Object plain) {
    if (plain instanceof String text) {
      return text;
    }
    throw malformed("A string is expected, not %s.".formatted(plain));
  }

  static MetalabException malformed(String message) {
    return new MetalabException(
        ErrorCode.INVALID_STUDY, "The stored sweep is malformed. " + message);
  }
}
