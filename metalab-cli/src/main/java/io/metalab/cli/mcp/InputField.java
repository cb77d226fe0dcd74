package io.metalab.cli.mcp;

import static java.util.Objects.requireNonNull;

import io.metalab.api.MetalabException;
import io.metalab.core.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One argument of a tool: its type, its rule, what it means. Immutable. */
public final class InputField {
  private enum Kind {
    TEXT,
    TEXTS,
    WHOLE,
    FLAG,
    OBJECT,
    OBJECT_OR_TEXT
  }

  private final String name;
  private final Kind kind;
  private final String description;
  private final boolean required;
  private final List<String> choices;
  private final long least;
  private final long most;
  private final @Nullable Long fallback;

  private InputField(
      String name,
      Kind kind,
      String description,
      boolean required,
      List<String> choices,
      long least,
      long most,
      @Nullable Long fallback) {
    this.name = requireNonNull(name, "name");
    this.kind = requireNonNull(kind, "kind");
    this.description = requireNonNull(description, "description");
    this.required = required;
    this.choices = List.copyOf(choices);
    this.least = least;
    this.most = most;
    this.fallback = fallback;
  }

  /** Returns an argument that is a text, not empty. */
  public static InputField text(String name, String description) {
    return new InputField(name, Kind.TEXT, description, false, List.of(), 0, Long.MAX_VALUE, null);
  }

  /** Returns an argument that is a list of texts, none of them empty. */
  public static InputField texts(String name, String description) {
    return new InputField(name, Kind.TEXTS, description, false, List.of(), 0, Long.MAX_VALUE, null);
  }

  /**
   * Returns an argument that is a whole number.
   *
   * @param least the least it may be
   * @param most the most it may be
   * @param fallback what it is unless given
   */
  public static InputField whole(
      String name, String description, long least, long most, long fallback) {
    return new InputField(name, Kind.WHOLE, description, false, List.of(), least, most, fallback);
  }

  /**
   * Returns an argument that is a whole number and has no value unless given.
   *
   * @param least the least it may be
   * @param most the most it may be
   */
  public static InputField whole(String name, String description, long least, long most) {
    return new InputField(name, Kind.WHOLE, description, false, List.of(), least, most, null);
  }

  /** Returns an argument that is an object, of whatever there is by name; empty unless given. */
  public static InputField object(String name, String description) {
    return new InputField(
        name, Kind.OBJECT, description, false, List.of(), 0, Long.MAX_VALUE, null);
  }

  /** Returns an argument that is an object, or the JSON text of one; empty unless given. */
  public static InputField objectOrText(String name, String description) {
    return new InputField(
        name, Kind.OBJECT_OR_TEXT, description, false, List.of(), 0, Long.MAX_VALUE, null);
  }

  /** Returns an argument that is true or false, false unless given. */
  public static InputField flag(String name, String description) {
    return new InputField(name, Kind.FLAG, description, false, List.of(), 0, Long.MAX_VALUE, null);
  }

  /** Returns this argument as one that must be given; a list then holds something. */
  public InputField required() {
    return new InputField(name, kind, description, true, choices, least, most, fallback);
  }

  /** Returns this argument as one that is one of these texts. */
  public InputField oneOf(String... newChoices) {
    return new InputField(
        name, kind, description, required, List.of(newChoices), least, most, fallback);
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns whether it must be given. */
  public boolean isRequired() {
    return required;
  }

  /** Returns what it means. */
  public String description() {
    return description;
  }

  /** Returns its JSON Schema. */
  Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    switch (kind) {
      case TEXT -> {
        schema.put("type", "string");
        schema.put("minLength", 1);
        if (!choices.isEmpty()) {
          schema.put("enum", choices);
        }
      }
      case TEXTS -> {
        schema.put("type", "array");
        schema.put("items", Map.of("type", "string", "minLength", 1));
        if (required) {
          schema.put("minItems", 1);
        }
      }
      case WHOLE -> {
        schema.put("type", "integer");
        schema.put("minimum", least);
        schema.put("maximum", most);
      }
      case FLAG -> schema.put("type", "boolean");
      case OBJECT -> schema.put("type", "object");
      case OBJECT_OR_TEXT -> schema.put("type", List.of("object", "string"));
    }
    if (fallback != null) {
      schema.put("default", fallback);
    }
    schema.put("description", description);
    return schema;
  }

  /** Returns what it is if it is not given, or null for nothing. */
  @Nullable Object fallback() {
    return switch (kind) {
      case TEXT -> null;
      case TEXTS -> List.of();
      case WHOLE -> fallback;
      case FLAG -> false;
      case OBJECT, OBJECT_OR_TEXT -> Map.of();
    };
  }

  /**
   * Returns a value that was given, as the tool gets it.
   *
   * @throws ToolException if it breaks the rule
   */
  Object read(@Nullable Object value) {
    return switch (kind) {
      case TEXT -> text(name, value);
      case TEXTS -> texts(value);
      case WHOLE -> whole(value);
      case FLAG -> {
        if (value instanceof Boolean flag) {
          yield flag;
        }
        throw refused(name, value, "must be true or false");
      }
      case OBJECT -> object(value, "must be an object");
      case OBJECT_OR_TEXT -> object(value, "must be an object, or the JSON text of one");
    };
  }

  private String text(String path, @Nullable Object value) {
    if (!(value instanceof String text) || text.isBlank()) {
      throw refused(path, value, "must be a text that is not empty");
    }
    if (text.indexOf('\0') >= 0) {
      throw refused(path, value, "must hold no NUL character");
    }
    if (!choices.isEmpty() && !choices.contains(text)) {
      throw refused(path, value, "must be one of " + String.join(", ", choices));
    }
    return text;
  }

  private List<String> texts(@Nullable Object value) {
    if (!(value instanceof List<?> items) || (required && items.isEmpty())) {
      throw refused(name, value, "must be a list of texts" + (required ? ", not empty" : ""));
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      texts.add(text("%s[%d]".formatted(name, i), items.get(i)));
    }
    return List.copyOf(texts);
  }

  private Map<String, @Nullable Object> object(@Nullable Object value, String rule) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      map.forEach((key, entry) -> object.put(String.valueOf(key), entry));
      return Collections.unmodifiableMap(object);
    }
    if (kind == Kind.OBJECT_OR_TEXT && value instanceof String text) {
      try {
        return Collections.unmodifiableMap(Json.parseObject(text));
      } catch (MetalabException e) {
        throw refused(name, value, rule + ": " + Shown.reason(e));
      }
    }
    throw refused(name, value, rule);
  }

  private Long whole(@Nullable Object value) {
    // What JSON writes 3.0 is as whole as 3.
    if (value instanceof Number number
        && number.doubleValue() == number.longValue()
        && number.longValue() >= least
        && number.longValue() <= most) {
      return number.longValue();
    }
    throw refused(name, value, "must be a whole number from %d to %d".formatted(least, most));
  }

  private ToolException refused(String path, @Nullable Object value, String rule) {
    return ToolException.argument(
        path, "The argument %s (%s) %s.".formatted(path, Shown.of(value), rule), description);
  }
}
