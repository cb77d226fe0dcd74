package io.metalab.api;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The description of an operation, from which validation, help and schemas are generated.
 *
 * @param key the short name, such as {@code dymad.train}
 * @param version raised whenever equal inputs may give other results
 * @param doc one sentence of description
 * @param open whether parameters that are not described are let through
 * @param parameters the described parameters
 * @param metrics name and sentence of description of each metric it captures
 * @param artifacts name and sentence of description of each artifact it captures
 */
public record OperationSpec(
    String key,
    String version,
    String doc,
    boolean open,
    List<ParameterSpec> parameters,
    Map<String, String> metrics,
    Map<String, String> artifacts) {
  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

  public OperationSpec {
    if (!KEY.matcher(requireNonNull(key, "key")).matches()) {
      throw new IllegalArgumentException(
          "The operation key (%s) must be a letter, then letters, digits, '_', '.' or '-'."
              .formatted(key));
    }
    if (requireNonNull(version, "version").isBlank() || version.contains("@")) {
      throw new IllegalArgumentException(
          "The version (%s) of operation %s must not be blank or hold '@'."
              .formatted(version, key));
    }
    requireNonNull(doc, "doc");
    parameters = List.copyOf(parameters);
    metrics = Values.orderedCopy(metrics);
    artifacts = Values.orderedCopy(artifacts);
    long distinct = parameters.stream().map(ParameterSpec::name).distinct().count();
    if (distinct != parameters.size()) {
      throw new IllegalArgumentException(
          "Operation %s describes a parameter twice.".formatted(key));
    }
    if (parameters.stream().filter(one -> !one.checkpoint().isEmpty()).count() > 1) {
      throw new IllegalArgumentException("Operation %s describes two budgets.".formatted(key));
    }
  }

  /**
   * Starts a description; version {@code "1"} until another is set.
   *
   * @param key letters, digits, {@code _}, {@code .} and {@code -}, starting with a letter
   */
  public static Builder of(String key) {
    return new Builder(key);
  }

  /** Returns the description of an operation that takes whatever it is given, as lambdas do. */
  public static OperationSpec open(String key) {
    return new OperationSpec(key, "1", "", true, List.of(), Map.of(), Map.of());
  }

  /** Returns {@code key@version}, the form that enters an identity. */
  public String qualifiedKey() {
    return key + "@" + version;
  }

  /** Returns the described parameter of this name. */
  public Optional<ParameterSpec> findParameter(String name) {
    return parameters.stream().filter(parameter -> parameter.name().equals(name)).findFirst();
  }

  /** Returns the parameter that is a monotone budget, if there is one. */
  public Optional<ParameterSpec> findBudget() {
    return parameters.stream().filter(parameter -> !parameter.checkpoint().isEmpty()).findFirst();
  }

  /** Puts an {@link OperationSpec} together. */
  public static final class Builder {
    private final String key;
    private String version = "1";
    private String doc = "";
    private final List<ParameterSpec> parameters = new ArrayList<>();
    private final Map<String, String> metrics = new LinkedHashMap<>();
    private final Map<String, String> artifacts = new LinkedHashMap<>();

    private Builder(String key) {
      this.key = key;
    }

    /** Sets the version. */
    public Builder version(String newVersion) {
      this.version = newVersion;
      return this;
    }

    /** Sets the sentence of description. */
    public Builder doc(String newDoc) {
      this.doc = newDoc;
      return this;
    }

    /** Adds a parameter. */
    public Builder parameter(ParameterSpec.Builder parameter) {
      parameters.add(parameter.build());
      return this;
    }

    /** Adds a metric. */
    public Builder metric(String name, String newDoc) {
      metrics.put(name, newDoc);
      return this;
    }

    /** Adds an artifact. */
    public Builder artifact(String name, String newDoc) {
      artifacts.put(name, newDoc);
      return this;
    }

    /**
     * Returns the description.
     *
     * @throws IllegalArgumentException if the key or the version is malformed or a parameter is
     *     described twice, or two are budgets
     */
    public OperationSpec build() {
      return new OperationSpec(key, version, doc, false, parameters, metrics, artifacts);
    }
  }
}
