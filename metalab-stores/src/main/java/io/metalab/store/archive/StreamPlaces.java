package io.metalab.store.archive;

import io.metalab.core.codec.JsonBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the log and the series of an attempt are.
 *
 * @param log pieces of the log, in order
 * @param series pieces of the series, in order
 */
record StreamPlaces(List<Piece> log, List<Piece> series) {
  /** Some bytes of an entry of streams. */
  record Piece(int entry, int offset, int length) {}

  StreamPlaces {
    log = List.copyOf(log);
    series = List.copyOf(series);
  }

  void write(JsonBytes out) {
    out.comma().raw('{');
    write("log", log, out);
    write("series", series, out);
    out.raw('}');
  }

  private static void write(String key, List<Piece> pieces, JsonBytes out) {
    if (pieces.isEmpty()) {
      return;
    }
    out.key(key).raw('[');
    for (Piece piece : pieces) {
      out.comma().raw('[').number(piece.entry()).raw(',').number(piece.offset());
      out.raw(',').number(piece.length()).raw(']');
    }
    out.raw(']');
  }

  /** Reads what {@link #write} wrote. */
  static StreamPlaces read(@Nullable Object value) {
    Map<?, ?> map = (Map<?, ?>) value;
    return map == null
        ? new StreamPlaces(List.of(), List.of())
        : new StreamPlaces(pieces(map.get("log")), pieces(map.get("series")));
  }

  private static List<Piece> pieces(@Nullable Object value) {
    List<Piece> pieces = new ArrayList<>();
    for (Object element : value instanceof List<?> list ? list : List.of()) {
      List<?> numbers = (List<?>) element;
      pieces.add(
          new Piece(
              Math.toIntExact((Long) numbers.get(0)),
              Math.toIntExact((Long) numbers.get(1)),
              Math.toIntExact((Long) numbers.get(2))));
    }
    return pieces;
  }
}
