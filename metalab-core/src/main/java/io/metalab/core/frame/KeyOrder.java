package io.metalab.core.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Tells what the keys of an object stand for. Keys come in much the same order in all records, so
 * that a look at the place is mostly enough. For one thread.
 *
 * @param <T> what a key stands for
 */
final class KeyOrder<T> {
  private static final class Key<T> {
    final byte[] bytes;
    final T meaning;

    Key(byte[] bytes, T meaning) {
      this.bytes = bytes;
      this.meaning = meaning;
    }
  }

  private final Function<String, T> meanings;
  private final List<Key<T>> places = new ArrayList<>();
  private int place;

  /**
   * Creates an order that knows no keys yet.
   *
   * @param meanings what a key stands for; must say the same whenever it is asked
   */
  KeyOrder(Function<String, T> meanings) {
    this.meanings = meanings;
  }

  /** Tells that an object begins. */
  void begin() {
    place = 0;
  }

  /** Returns what the key read last stands for. */
  T next(JsonCursor cursor) {
    int here = place++;
    if (here < places.size() && cursor.isKey(places.get(here).bytes)) {
      return places.get(here).meaning;
    }
    Key<T> key = new Key<>(cursor.slice(), meanings.apply(cursor.text()));
    if (here < places.size()) {
      places.set(here, key);
    } else {
      places.add(key);
    }
    return key.meaning;
  }
}
