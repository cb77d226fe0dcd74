package io.metalab.core.params;

import io.metalab.api.ArtifactValue;
import io.metalab.api.DirValue;
import io.metalab.api.ErrorCode;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.Params;
import io.metalab.core.identity.ValueCodec;
import io.metalab.core.json.Json;
import io.metalab.core.registry.DidYouMean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns the params of a point into those that an operation declares: values coerced to their types
 * and checked, defaults filled in, in the order of the declaration. Immutable.
 */
public final class ParamCoercion {
  private final OperationSpec spec;
  private final Map<String, ParameterSpec> parameters = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> neutrals = new LinkedHashMap<>();

  /**
   * Creates the coercion to the parameters of an operation.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_PARAMS} if a default or neutral value
   *     breaks the declaration itself
   */
  public ParamCoercion(OperationSpec spec) {
    this.spec = spec;
    for (ParameterSpec parameter : spec.parameters()) {
      parameters.put(parameter.name(), parameter);
      if (!parameter.required()) {
        defaults.put(parameter.name(), coerced(parameter, parameter.defaultValue()));
      }
      if (parameter.hasNeutral()) {
        neutrals.put(parameter.name(), coerced(parameter, parameter.neutral()));
      }
    }
  }

  /**
   * Returns the params as the operation gets them.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_PARAMS} if a parameter is unknown,
   *     missing, of another type, out of its range or none of its choices
   */
  public Params coerce(Params params) {
    if (parameters.isEmpty() && spec.open()) {
      return params; // Nothing is declared, so that nothing is to be coerced or filled in.
    }
    checkNames(params);
    Map<String, @Nullable Object> coerced = new LinkedHashMap<>();
    for (ParameterSpec parameter : parameters.values()) {
      String name = parameter.name();
      if (params.has(name)) {
        coerced.put(name, coerced(parameter, params.get(name)));
      } else if (parameter.required()) {
        throw invalid("The parameter %s of operation %s is missing.".formatted(name, spec.key()));
      } else {
        coerced.put(name, defaults.get(name));
      }
    }
    if (spec.open()) {
      params.asMap().forEach(coerced::putIfAbsent);
    }
    return Params.copyOf(coerced);
  }

  /** Returns the coerced params that enter the identity: all but those at their neutral value. */
  public Map<String, @Nullable Object> hashed(Params coerced) {
    Map<String, @Nullable Object> all = coerced.asMap();
    Map<String, @Nullable Object> hashed = all;
    for (Map.Entry<String, @Nullable Object> neutral : neutrals.entrySet()) {
      if (Objects.equals(all.get(neutral.getKey()), neutral.getValue())) {
        if (hashed == all) {
          hashed = new LinkedHashMap<>(all);
        }
        hashed.remove(neutral.getKey());
      }
    }
    return hashed;
  }

  private void checkNames(Params params) {
    if (spec.open()) {
      return;
    }
    for (String name : params.names()) {
      if (!parameters.containsKey(name)) {
        throw invalid(
            "%s has no parameter '%s'.%s The parameters are %s."
                .formatted(
                    spec.key(),
                    name,
                    DidYouMean.hint(name, parameters.keySet()),
                    parameters.keySet()));
      }
    }
  }

  private @Nullable Object coerced(ParameterSpec parameter, @Nullable Object value) {
    if (value == null) {
      if (parameter.type() == ParameterType.ANY
          || (!parameter.required() && parameter.defaultValue() == null)) {
        return null;
      }
      throw refused(parameter, value, "must not be null");
    }
    Object typed = typed(parameter, value);
    if (typed instanceof Number number) {
      checkRange(parameter, number);
    }
    if (!parameter.choices().isEmpty() && !parameter.choices().contains(typed)) {
      throw refused(parameter, value, "must be one of " + Json.write(parameter.choices()));
    }
    return typed;
  }

  private Object typed(ParameterSpec parameter, Object value) {
    return switch (parameter.type()) {
      case INTEGER -> require(parameter, value, value instanceof Long, "an integer");
      case NUMBER -> require(parameter, value, value instanceof Number, "a number");
      case BOOLEAN -> require(parameter, value, value instanceof Boolean, "true or false");
      case STRING -> require(parameter, value, value instanceof String, "a string");
      case LIST -> require(parameter, value, value instanceof List<?>, "a list");
      case MAP -> require(parameter, value, value instanceof Map<?, ?>, "a map");
      case FILE ->
          value instanceof String path && !path.isBlank()
              ? FileValue.of(path)
              : require(
                  parameter,
                  value,
                  value instanceof FileValue || value instanceof ArtifactValue,
                  "a file");
      case DIR ->
          value instanceof String path && !path.isBlank()
              ? DirValue.of(path)
              : require(
                  parameter,
                  value,
                  value instanceof DirValue || value instanceof ArtifactValue,
                  "a directory");
      case ANY -> value;
    };
  }

  private Object require(ParameterSpec parameter, Object value, boolean fits, String expected) {
    if (!fits) {
      throw refused(parameter, value, "must be " + expected);
    }
    return value;
  }

  private void checkRange(ParameterSpec parameter, Number number) {
    double value = number.doubleValue();
    if (value < parameter.min() || value > parameter.max()) {
      throw refused(parameter, number, "must be " + range(parameter));
    }
  }

  private static String range(ParameterSpec parameter) {
    if (Double.isInfinite(parameter.max())) {
      return "at least " + Json.write(parameter.min());
    }
    if (Double.isInfinite(parameter.min())) {
      return "at most " + Json.write(parameter.max());
    }
    return "in [%s, %s]".formatted(Json.write(parameter.min()), Json.write(parameter.max()));
  }

  private MetalabException refused(ParameterSpec parameter, @Nullable Object value, String rule) {

    return invalid(
        "The parameter %s (%s) of operation %s %s."
            .formatted(parameter.name(), Json.write(ValueCodec.encode(value)), spec.key(), rule));
  }

  private static MetalabException invalid(String message) {
    return new MetalabException(ErrorCode.INVALID_PARAMS, message);
  }
}
