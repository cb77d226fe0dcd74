package io.metalab.core.sensitivity;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The indices of one parameter.
 *
 * @param parameter its name
 * @param indices by name: {@code mu_star}, {@code mu} and {@code sigma} of a Morris design, {@code
 *     first} and {@code total} of a Saltelli design
 */
public record ParameterIndices(String parameter, Map<String, Estimate> indices) {
  public ParameterIndices {
    requireNonNull(parameter, "parameter");
    indices = Collections.unmodifiableMap(new LinkedHashMap<>(indices));
  }
}
