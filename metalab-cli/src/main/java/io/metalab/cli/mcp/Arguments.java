package io.metalab.cli.mcp;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call, checked against what the tool declares.
 *
 * @param values by name: texts, lists of texts, whole numbers, flags and objects; those that have a
 *     value unless given are there
 */
public record Arguments(Map<String, Object> values) {
  public Arguments {
    values = ImmutableMap.copyOf(values);
  }

  /** Returns a text that is required. */
  public String text(String name) {
    return (String) requireNonNull(values.get(name), name);
  }

  /** Returns a text if it was given. */
  public Optional<String> findText(String name) {
    return Optional.ofNullable((String) values.get(name));
  }

  /** Returns the texts of a list, none if it was not given. */
  @SuppressWarnings("unchecked") // what declares it made it of texts
  public List<String> texts(String name) {
    return (List<String>) requireNonNull(values.get(name), name);
  }

  /** Returns a whole number. */
  public long whole(String name) {
    return (Long) requireNonNull(values.get(name), name);
  }

  /** Returns a flag. */
  public boolean flag(String name) {
    return (Boolean) requireNonNull(values.get(name), name);
  }

  /** Returns an object, empty if it was not given. */
  @SuppressWarnings("unchecked") // what declares it made it one
  public Map<String, @Nullable Object> object(String name) {
    return (Map<String, @Nullable Object>) requireNonNull(values.get(name), name);
  }
}
