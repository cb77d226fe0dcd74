package io.metalab.core.frame;

import io.metalab.core.where.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The records of one page as they are read, and what fields they have. For one thread. */
final class PageBuffer {
  /** What is known of a field; its values are kept where they are wanted. */
  static final class Field {
    final String name;
    final @Nullable ColumnBuffer values;
    int kinds;

    private Field(String name, @Nullable ColumnBuffer values) {
      this.name = name;
      this.values = values;
    }

    int allKinds() {
      return kinds | (values == null ? 0 : values.kinds());
    }
  }

  private final Predicate<String> wanted;
  private final Map<String, Map<String, Field>> spaces = new LinkedHashMap<>();
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final long[] ids = new long[4 * Bits.ROWS];
  private int rows;

  PageBuffer(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  /** Begins another row. */
  void addRow() {
    rows++;
  }

  int rows() {
    return rows;
  }

  boolean isFull() {
    return rows == Bits.ROWS;
  }

  long[] ids() {
    return ids;
  }

  void id(String hex) {
    RunIds.put(hex, ids, rows - 1);
  }

  /** Returns the fields in the order in which they were first seen. */
  Iterable<Field> fields() {
    return fields.values();
  }

  /** Adds the fields of these records, with the bits of their kinds, to those of others. */
  void addKinds(Map<String, Integer> kinds) {
    for (Field field : fields.values()) {
      kinds.merge(field.name, field.allKinds(), (a, b) -> a | b);
    }
  }

  @Nullable Field find(String name) {
    return fields.get(name);
  }

  /** Returns the fields of a namespace by their bare names. */
  Map<String, Field> space(String namespace) {
    return spaces.computeIfAbsent(namespace, name -> new java.util.HashMap<>());
  }

  /** Returns a field of a namespace, adding it if it is new. */
  Field field(String namespace, Map<String, Field> space, String bare) {
    Field field = space.get(bare);
    if (field == null) {
      String name = namespace + bare;
      field = new Field(name, wanted.test(name) ? new ColumnBuffer() : null);
      fields.put(name, field);
      space.put(bare, field);
    }
    return field;
  }

  boolean isWanted(String name) {
    return wanted.test(name);
  }

  /** Sets a field of the last row, and those inside it where it is a map. */
  void put(String namespace, Map<String, Field> space, String bare, @Nullable Object value) {
    Field field = field(namespace, space, bare);
    if (field.values == null) {
      field.kinds |= Kind.of(value).bit();
    } else {
      field.values.put(rows - 1, value);
    }
    if (value instanceof Map<?, ?> inner) {
      inner.forEach((key, nested) -> putNested(namespace, space, bare + "." + key, nested));
    }
  }

  /** What a name without dots says counts more than what is nested. */
  private void putNested(
      String namespace, Map<String, Field> space, String bare, @Nullable Object value) {
    Field known = space.get(bare);
    if (known == null || known.values == null || !known.values.has(rows - 1)) {
      put(namespace, space, bare, value);
    }
  }
}
