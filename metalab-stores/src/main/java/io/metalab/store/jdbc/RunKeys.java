package io.metalab.store.jdbc;

import com.google.common.collect.Lists;
import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/** Ids of runs as the bytes that databases keep, and lists of them in queries. */
final class RunKeys {
  private static final int AT_ONCE = 512;
  private static final int PREFIX_DIGITS = 16;

  private RunKeys() {}

  static byte[] bytes(RunId id) {
    ByteBuffer bytes = ByteBuffer.allocate(RunIds.BYTES);
    write(id, bytes);
    return bytes.array();
  }

  static void write(RunId id, ByteBuffer out) {
    for (int word = 0; word < RunIds.BYTES / Long.BYTES; word++) {
      out.putLong(id.word(word));
    }
  }

  static RunId runId(byte[] bytes) {
    ByteBuffer words = ByteBuffer.wrap(bytes);
    return RunId.ofWords(words.getLong(), words.getLong(), words.getLong(), words.getLong());
  }

  /** Returns the first 64 bits of a digest; 0 for what is none. */
  static long prefix(String digest) {
    for (int i = 0; i < PREFIX_DIGITS; i++) {
      if (i >= digest.length() || !HexFormat.isHexDigit(digest.charAt(i))) {
        return 0;
      }
    }
    return HexFormat.fromHexDigitsToLong(digest, 0, PREFIX_DIGITS);
  }

  /**
   * Returns ids in lists of few lengths, so that few statements are prepared; in ascending order,
   * so that an index is read from one end to the other.
   */
  static List<List<byte[]>> padded(Collection<RunId> ids) {
    return padded(Lists.transform(ids.stream().sorted().toList(), RunKeys::bytes));
  }

  /** Returns values in lists of few lengths, the last value of each maybe repeated. */
  static <T> List<List<T>> padded(List<T> values) {
    List<List<T>> lists = new ArrayList<>();
    for (List<T> part : Lists.partition(values, AT_ONCE)) {
      int length = Integer.highestOneBit(part.size());
      length = length == part.size() ? length : 2 * length;
      List<T> list = new ArrayList<>(part);
      list.addAll(Collections.nCopies(length - list.size(), list.get(list.size() - 1)));
      lists.add(list);
    }
    return lists;
  }
}
