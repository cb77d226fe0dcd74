package io.metalab.core.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.RunId;
import io.metalab.core.json.CanonicalJson;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * A random sample of runs that depends on their ids and a seed alone, in whatever order they come:
 * those whose SHA-256 with the seed is the smallest.
 */
final class RunSample {
  private static final Comparator<Ranked> BY_RANK =
      Comparator.comparing(Ranked::rank, Long::compareUnsigned).thenComparing(Ranked::id);

  private record Ranked(long rank, RunId id) {}

  private RunSample() {}

  /** Returns so many of the runs, in ascending order of their ids. */
  static List<RunId> of(Stream<RunId> runs, long size, long seed) {
    PriorityQueue<Ranked> smallest = new PriorityQueue<>(BY_RANK.reversed());
    runs.forEach(
        id -> {
          smallest.add(new Ranked(rank(id, seed), id));
          if (smallest.size() > size) {
            smallest.remove();
          }
        });
    return smallest.stream().map(Ranked::id).sorted().toList();
  }

  private static long rank(RunId id, long seed) {
    byte[] text = (seed + " " + id.hex()).getBytes(UTF_8);
    return ByteBuffer.wrap(CanonicalJson.newSha256().digest(text)).getLong();
  }
}
