package io.metalab.core.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random frozen values for property tests. */
final class RandomValues {
  private static final String[] PARTS = {
    "a", "B", "é", "€", "😀", "\ufb33", "\u0000", "\n", "\"", "\\", "/", "\u007f", "\u0080", "1",
    " "
  };

  private RandomValues() {}

  static @Nullable Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> (long) random.nextInt();
      case 3 -> finite(random);
      case 4 -> 0.1 * (1 + random.nextInt(9)) + random.nextInt(10);
      case 5 -> text(random);
      case 6 -> list(random, depth);
      default -> map(random, depth);
    };
  }

  private static List<@Nullable Object> list(Random random, int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int n = random.nextInt(4); n > 0; n--) {
      list.add(value(random, depth - 1));
    }
    return list;
  }

  static Map<String, @Nullable Object> map(Random random, int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int n = random.nextInt(6); n > 0; n--) {
      map.put(text(random), value(random, depth - 1));
    }
    return map;
  }

  /** Returns the value with the keys of all its maps in another order. */
  static @Nullable Object shuffled(@Nullable Object value, Random random) {
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(shuffled(item, random)));
      return copy;
    }
    if (value instanceof Map<?, ?> map) {
      List<Object> keys = new ArrayList<>(map.keySet());
      Collections.shuffle(keys, random);
      Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
      keys.forEach(key -> copy.put(key, shuffled(map.get(key), random)));
      return copy;
    }
    return value;
  }

  private static double finite(Random random) {
    double value = Double.longBitsToDouble(random.nextLong());
    while (!Double.isFinite(value) || (Math.rint(value) == value && Math.abs(value) < 0x1p53)) {
      value = Double.longBitsToDouble(random.nextLong());
    }
    return value;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(5); n > 0; n--) {
      text.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return text.toString();
  }
}
