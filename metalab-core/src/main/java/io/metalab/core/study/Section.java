package io.metalab.core.study;

import io.metalab.core.registry.DidYouMean;
import io.metalab.core.study.Item.Dict;
import io.metalab.core.study.Item.Entry;
import io.metalab.core.study.Item.Items;
import io.metalab.core.study.Item.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A map of a declaration whose keys are known; what does not fit is an error at its place. */
final class Section {
  private final String name;
  private final Dict dict;

  private Section(String name, Dict dict) {
    this.name = name;
    this.dict = dict;
  }

  /**
   * Takes an item as a map with some of these keys.
   *
   * @param name what to call it
   * @throws StudyFileException if it is no map or has another key
   */
  static Section of(String name, Item item, List<String> keys) {
    if (!(item instanceof Dict dict)) {
      throw item.place()
          .error("%s must be a map, not %s.".formatted(name, item.kind()), "", keysHint(keys));
    }
    dict.entries()
        .forEach(
            (key, entry) -> {
              if (!keys.contains(key)) {
                throw unknownKey(name, key, entry.keyPlace(), keys);
              }
            });
    return new Section(name, dict);
  }

  static StudyFileException unknownKey(String name, String key, Place place, List<String> keys) {
    return place.error(
        "%s has no key '%s'.".formatted(name, key),
        DidYouMean.closest(key, keys).map("did you mean '%s'?"::formatted).orElse(""),
        keysHint(keys));
  }

  private static String keysHint(List<String> keys) {
    return "the keys are " + String.join(", ", keys);
  }

  Place place() {
    return dict.place();
  }

  Map<String, Entry> entries() {
    return dict.entries();
  }

  boolean has(String key) {
    return dict.entries().containsKey(key);
  }

  Optional<Item> find(String key) {
    return Optional.ofNullable(dict.entries().get(key)).map(Entry::item);
  }

  /** Returns the place of a key, or of the whole if it is not there. */
  Place placeOf(String key) {
    return Optional.ofNullable(dict.entries().get(key)).map(Entry::keyPlace).orElse(dict.place());
  }

  Item require(String key, String hint) {
    return find(key)
        .orElseThrow(() -> place().error("%s needs '%s'.".formatted(name, key), "", hint));
  }

  Optional<String> findText(String key) {
    return find(key).map(item -> text(title(key), item));
  }

  Optional<Boolean> findBoolean(String key) {
    return find(key)
        .map(
            item -> {
              if (item instanceof Scalar scalar && scalar.value() instanceof Boolean value) {
                return value;
              }
              throw wrongKind(title(key), item, "true or false");
            });
  }

  Optional<Long> findInteger(String key, long least, long most) {
    return find(key).map(item -> integer(title(key), item, least, most));
  }

  Optional<Double> findNumber(String key) {
    return find(key)
        .map(
            item -> {
              if (item instanceof Scalar scalar && scalar.value() instanceof Number value) {
                return value.doubleValue();
              }
              throw wrongKind(title(key), item, "a number");
            });
  }

  Optional<List<String>> findTexts(String key) {
    return find(key)
        .map(
            item -> {
              List<String> texts = new ArrayList<>();
              for (Item inner : list(title(key), item)) {
                texts.add(text("each of " + title(key), inner));
              }
              return List.copyOf(texts);
            });
  }

  private String title(String key) {
    return name.equals(StudyReader.STUDY) ? key : name + "." + key;
  }

  static String text(String title, Item item) {
    if (item instanceof Scalar scalar && scalar.value() instanceof String text) {
      return text;
    }
    throw item.place()
        .error(
            "%s must be text, not %s.".formatted(title, item.kind()),
            "",
            item instanceof Scalar scalar && scalar.value() != null ? "quote it" : "");
  }

  static long integer(String title, Item item, long least, long most) {
    if (item instanceof Scalar scalar
        && scalar.value() instanceof Long value
        && value >= least
        && value <= most) {
      return value;
    }
    String rule =
        most == Long.MAX_VALUE || most == Integer.MAX_VALUE
            ? "an integer of at least " + least
            : "an integer in [%d, %d]".formatted(least, most);
    throw wrongKind(title, item, rule);
  }

  static List<Item> list(String title, Item item) {
    if (item instanceof Items items) {
      return items.items();
    }
    throw wrongKind(title, item, "a list");
  }

  /** Takes an item as a map with any keys. */
  static Map<String, Entry> anyMap(String title, Item item) {
    if (item instanceof Dict dict) {
      return new LinkedHashMap<>(dict.entries());
    }
    throw wrongKind(title, item, "a map");
  }

  static StudyFileException wrongKind(String title, Item item, String expected) {
    return item.place().error("%s must be %s, not %s.".formatted(title, expected, item.kind()));
  }
}
