package io.metalab.core.study;

import io.metalab.core.json.Json;
import io.metalab.core.study.Item.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes JSON values as items, all of them at one place. */
final class JsonItems {
  private JsonItems() {}

  static Item.Dict read(Map<String, ? extends @Nullable Object> object, Place place) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    object.forEach((key, value) -> entries.put(key, new Entry(place, item(value, place))));
    return new Item.Dict(entries, place);
  }

  static Item item(@Nullable Object value, Place place) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      map.forEach((key, inner) -> object.put(String.valueOf(key), inner));
      return read(object, place);
    }
    if (value instanceof List<?> list) {
      List<Item> items = new ArrayList<>();
      list.forEach(inner -> items.add(item(inner, place)));
      return new Item.Items(items, place);
    }
    return new Item.Scalar(value, value instanceof String text ? text : Json.write(value), place);
  }
}
