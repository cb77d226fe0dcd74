package io.metalab.core.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a declaration and where it stands, be it read from YAML or from JSON. */
sealed interface Item {
  Place place();

  /** Returns the plain value, as JSON has it. */
  @Nullable Object plain();

  /** What a person calls this kind of item. */
  String kind();

  /**
   * A string, number, boolean or null.
   *
   * @param value a string, a long, a {@link java.math.BigInteger}, a double, a boolean or null
   * @param text the value as it is written
   * @param place where it stands
   */
  record Scalar(@Nullable Object value, String text, Place place) implements Item {
    @Override
    public @Nullable Object plain() {
      return value;
    }

    @Override
    public String kind() {
      if (value == null) {
        return "empty";
      }
      if (value instanceof Number) {
        return "the number " + text;
      }
      return value instanceof Boolean ? text : "the text '" + text + "'";
    }
  }

  /** A list. */
  record Items(List<Item> items, Place place) implements Item {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public @Nullable Object plain() {
      List<@Nullable Object> plain = new ArrayList<>(items.size());
      items.forEach(item -> plain.add(item.plain()));
      return Collections.unmodifiableList(plain);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Items by key. */
  record Dict(Map<String, Entry> entries, Place place) implements Item {
    public Dict {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public Map<String, @Nullable Object> plain() {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      entries.forEach((key, entry) -> plain.put(key, entry.item().plain()));
      return Collections.unmodifiableMap(plain);
    }

    @Override
    public String kind() {
      return "a map";
    }

    /** Returns this map with one item set. */
    Dict with(String key, Item item) {
      Map<String, Entry> copy = new LinkedHashMap<>(entries);
      copy.put(key, new Entry(item.place(), item));
      return new Dict(copy, place);
    }

    /** Returns this map without a key. */
    Dict without(String key) {
      Map<String, Entry> copy = new LinkedHashMap<>(entries);
      copy.remove(key);
      return new Dict(copy, place);
    }
  }

  /**
   * An item and the place of its key.
   *
   * @param keyPlace where its key stands
   * @param item the item
   */
  record Entry(Place keyPlace, Item item) {}
}
