package io.metalab.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The description of one parameter of an operation.
 *
 * @param name the name in params
 * @param type the declared type; values are coerced to it before hashing
 * @param unit the unit of measure, or empty
 * @param min the least value allowed, or negative infinity
 * @param max the greatest value allowed, or positive infinity
 * @param choices the only values allowed, or empty for all
 * @param required whether a value must be given
 * @param defaultValue the value when none is given; frozen
 * @param hasNeutral whether the parameter was added later with a value that leaves old ids alone
 * @param neutral the value at which the parameter is left out of the identity; frozen
 * @param checkpoint the artifact that a run with more of a budget can start from, or empty if the
 *     parameter is no budget
 * @param doc one sentence of description
 */
public record ParameterSpec(
    String name,
    ParameterType type,
    String unit,
    double min,
    double max,
    List<Object> choices,
    boolean required,
    @Nullable Object defaultValue,
    boolean hasNeutral,
    @Nullable Object neutral,
    String checkpoint,
    String doc) {
  public ParameterSpec {
    if (requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("The name of a parameter must not be blank.");
    }
    requireNonNull(type, "type");
    requireNonNull(unit, "unit");
    requireNonNull(doc, "doc");
    if (!requireNonNull(checkpoint, "checkpoint").isEmpty()) {
      Digests.checkPath(checkpoint, "artifact");
      if (type != ParameterType.INTEGER) {
        throw new IllegalArgumentException(
            "The budget %s must be an integer, not %s.".formatted(name, type.wireName()));
      }
    }
    choices =
        List.copyOf(choices.stream().map(c -> requireNonNull(Values.freeze(c, name))).toList());
    defaultValue = Values.freeze(defaultValue, name);
    neutral = Values.freeze(neutral, name);
    if (!(min <= max)) {
      throw new IllegalArgumentException(
          "The range [%s, %s] of parameter %s is empty.".formatted(min, max, name));
    }
    if (hasNeutral && !required && !Objects.equals(neutral, defaultValue)) {
      throw new IllegalArgumentException(
          "The neutral value (%s) of parameter %s must be its default (%s)."
              .formatted(neutral, name, defaultValue));
    }
  }

  /** Starts the description of a parameter that must be given. */
  public static Builder of(String name, ParameterType type) {
    return new Builder(name, type);
  }

  /** Puts a {@link ParameterSpec} together. */
  public static final class Builder {
    private final String name;
    private final ParameterType type;
    private String unit = "";
    private double min = Double.NEGATIVE_INFINITY;
    private double max = Double.POSITIVE_INFINITY;
    private List<Object> choices = List.of();
    private boolean required = true;
    private @Nullable Object defaultValue;
    private boolean hasNeutral;
    private @Nullable Object neutral;
    private String checkpoint = "";
    private String doc = "";

    private Builder(String name, ParameterType type) {
      this.name = name;
      this.type = type;
    }

    /** Sets the unit of measure. */
    public Builder unit(String newUnit) {
      this.unit = newUnit;
      return this;
    }

    /** Sets the range, both ends allowed. */
    public Builder range(double newMin, double newMax) {
      this.min = newMin;
      this.max = newMax;
      return this;
    }

    /** Sets the least value allowed. */
    public Builder min(double newMin) {
      this.min = newMin;
      return this;
    }

    /** Sets the only values allowed. */
    public Builder choices(Object... newChoices) {
      this.choices = List.of(newChoices);
      return this;
    }

    /** Makes the parameter optional. Changing a default later raises the operation's version. */
    public Builder defaultValue(@Nullable Object value) {
      this.required = false;
      this.defaultValue = value;
      return this;
    }

    /** Makes the parameter optional and leaves it out of the identity at this value. */
    public Builder neutral(@Nullable Object value) {
      this.hasNeutral = true;
      this.neutral = value;
      return defaultValue(value);
    }

    /**
     * Declares the parameter a monotone budget, such as a number of epochs: a run with more of it
     * may go on from what one with less of it left, see {@link RunRuntime#earlierCheckpoint}. The
     * id of a run does not tell where it started, so the operation promises equal results whether
     * it does or not.
     *
     * @param artifact the name of the artifact to go on from
     */
    public Builder budget(String artifact) {
      this.checkpoint = artifact;
      return this;
    }

    /** Sets the sentence of description. */
    public Builder doc(String newDoc) {
      this.doc = newDoc;
      return this;
    }

    /**
     * Returns the description.
     *
     * @throws IllegalArgumentException if the name is blank, the range is empty, a neutral value is
     *     not the default, or a budget is not an integer
     * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if a choice, the default or the
     *     neutral value is not of {@link Values}
     */
    public ParameterSpec build() {
      return new ParameterSpec(
          name,
          type,
          unit,
          min,
          max,
          choices,
          required,
          defaultValue,
          hasNeutral,
          neutral,
          checkpoint,
          doc);
    }
  }
}
