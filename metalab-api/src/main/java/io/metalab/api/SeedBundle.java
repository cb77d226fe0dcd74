package io.metalab.api;

import static java.util.Objects.requireNonNull;

import com.google.common.hash.Hashing;
import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.apache.commons.rng.core.source64.XoShiRo256PlusPlus;

/**
 * The seeds of one run: named, independent streams of random numbers, equal on every JVM and
 * platform.
 *
 * <p>A stream is xoshiro256++ (Blackman and Vigna, 2018) whose 256 bits of state are the SHA-256 of
 * {@code "metalab.seed/1"}, the root seed, the replicate, and the path of names, each preceded by
 * its length. Streams of different names, replicates or roots are independent; asking twice for a
 * name gives the same stream from its start, whatever else was asked for.
 *
 * @param root the root seed, any text; decimal integers by convention
 * @param replicate the replicate, or -1 for none
 * @param path names that {@link #split} added
 */
public record SeedBundle(String root, int replicate, List<String> path) {
  private static final String DOMAIN = "metalab.seed/1";
  private static final String STREAM = "stream";
  private static final int TYPICAL_BYTES = 128;

  /** The replicate of a bundle that has none; distinct from replicate 0. */
  public static final int NO_REPLICATE = -1;

  public SeedBundle {
    if (requireNonNull(root, "root").isEmpty()) {
      throw new IllegalArgumentException("The root seed must not be empty.");
    }
    if (replicate < NO_REPLICATE) {
      throw new IllegalArgumentException(
          "The replicate (%d) must be at least 0, or -1 for none.".formatted(replicate));
    }
    path = List.copyOf(path);
  }

  /** Returns the seeds of a root without replicate. */
  public static SeedBundle of(long root) {
    return new SeedBundle(Long.toString(root), NO_REPLICATE, List.of());
  }

  /**
   * Returns the seeds of one replicate of a root.
   *
   * @throws IllegalArgumentException if the replicate is below {@link #NO_REPLICATE}
   */
  public static SeedBundle of(long root, int replicate) {
    return new SeedBundle(Long.toString(root), replicate, List.of());
  }

  /** Returns the replicate, if there is one. */
  public OptionalInt findReplicate() {
    return replicate == NO_REPLICATE ? OptionalInt.empty() : OptionalInt.of(replicate);
  }

  /** Returns the unnamed stream, from its start. */
  public RandomGenerator random() {
    return stream("");
  }

  /** Returns the stream of this name, from its start; not safe for use by several threads. */
  public RandomGenerator stream(String name) {
    ByteBuffer digest = ByteBuffer.wrap(digest(STREAM, name)).order(ByteOrder.BIG_ENDIAN);
    long[] state = {digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong()};
    return new RandomStream(new XoShiRo256PlusPlus(state));
  }

  /** Returns 64 bits derived from a name, to seed a library that wants an integer. */
  public long seed(String name) {
    return ByteBuffer.wrap(digest("seed", name)).order(ByteOrder.BIG_ENDIAN).getLong();
  }

  /** Returns the bundle of a part of the run, whose streams are independent of this one's. */
  public SeedBundle split(String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(requireNonNull(name, "name"));
    return new SeedBundle(root, replicate, longer);
  }

  private byte[] digest(String kind, String name) {
    ByteArrayDataOutput text = ByteStreams.newDataOutput(TYPICAL_BYTES);
    put(text, DOMAIN);
    put(text, root);
    put(text, replicate == NO_REPLICATE ? "" : Integer.toString(replicate));
    for (String part : path) {
      put(text, "split");
      put(text, part);
    }
    put(text, kind);
    put(text, requireNonNull(name, "name"));
    return Hashing.sha256().hashBytes(text.toByteArray()).asBytes();
  }

  private static void put(ByteArrayDataOutput text, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    text.writeInt(bytes.length);
    text.write(bytes);
  }
}
