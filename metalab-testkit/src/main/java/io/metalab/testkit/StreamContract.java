package io.metalab.testkit;

import static io.metalab.testkit.StoreFixture.put;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StreamKey.Kind;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Logs and series grow, are read from any offset, and never mix. */
interface StreamContract extends StoreFixture {
  /** Reads a stream whole, in pieces. */
  static byte[] readStream(Store store, StreamKey key, int pieceBytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = store.read(key, 0, pieceBytes);
    while (piece.length > 0) {
      assertThat(piece.length).isLessThanOrEqualTo(pieceBytes);
      all.writeBytes(piece);
      piece = store.read(key, all.size(), pieceBytes);
    }
    return all.toByteArray();
  }

  @Test
  default void readsNothingOfAStreamThatIsNotThere() {
    StreamKey key = new StreamKey(Samples.success(SeedBundle.of(40)).runId(), 1, Kind.LOG);
    assertThat(store().read(key, 0, 100)).isEmpty();
    assertThat(store().read(key, 7, 100)).isEmpty();
  }

  @Test
  default void readsAStreamWhileItGrows() {
    StreamKey key = new StreamKey(Samples.success(SeedBundle.of(41)).runId(), 1, Kind.LOG);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (int i = 0; i < 50; i++) {
      byte[] line = "Zeile %d: größer, 日本, 🙂\n".formatted(i).getBytes(UTF_8);
      store().append(key, line);
      assertThat(store().read(key, expected.size(), 1000)).isEqualTo(line);
      expected.writeBytes(line);
      assertThat(store().read(key, expected.size(), 1000)).isEmpty();
    }
    assertThat(readStream(store(), key, 1 << 20)).isEqualTo(expected.toByteArray());
  }

  @Test
  default void readsFromAnyOffsetUpToTheLimit() {
    StreamKey key = new StreamKey(Samples.success(SeedBundle.of(42)).runId(), 1, Kind.SERIES);
    byte[] text = "{\"é\":1}\n{\"日本\":2}\n{\"🙂\":3}\n".getBytes(UTF_8);
    for (String line : new String(text, UTF_8).split("(?<=\n)")) {
      store().append(key, line.getBytes(UTF_8));
    }
    for (int offset = 0; offset <= text.length + 1; offset++) {
      for (int max : new int[] {1, 2, 5, 100}) {
        int from = Math.min(offset, text.length);
        byte[] rest = Arrays.copyOfRange(text, from, Math.min(from + max, text.length));
        byte[] read = store().read(key, offset, max);
        assertThat(read.length).isBetween(Math.min(1, rest.length), rest.length);
        assertThat(rest).startsWith(read);
      }
    }
    for (int piece = 1; piece < 9; piece++) {
      assertThat(readStream(store(), key, piece)).isEqualTo(text);
    }
  }

  @Test
  default void keepsRunsAttemptsAndKindsApart() {
    var random = SeedBundle.of(43).stream("interleaving");
    List<StreamKey> keys = new ArrayList<>();
    for (RunRecord run : Samples.successes(SeedBundle.of(43), 4)) {
      for (int attempt = 1; attempt <= 2; attempt++) {
        keys.add(new StreamKey(run.runId(), attempt, Kind.LOG));
        keys.add(new StreamKey(run.runId(), attempt, Kind.SERIES));
      }
    }
    Map<StreamKey, ByteArrayOutputStream> expected = new LinkedHashMap<>();
    for (int i = 0; i < 400; i++) {
      StreamKey key = keys.get(random.nextInt(keys.size()));
      byte[] line = "%d %s\n".formatted(i, "x".repeat(random.nextInt(300))).getBytes(UTF_8);
      store().append(key, line);
      expected.computeIfAbsent(key, k -> new ByteArrayOutputStream()).writeBytes(line);
    }
    assertThat(expected).hasSize(keys.size());
    expected.forEach(
        (key, bytes) ->
            assertThat(readStream(store(), key, 777)).as("%s", key).isEqualTo(bytes.toByteArray()));
  }

  @Test
  default void keepsLongSeriesAndStillReadsThemAfterTheRecord() {
    RunRecord run = Samples.success(SeedBundle.of(44));
    StreamKey key = new StreamKey(run.runId(), 1, Kind.SERIES);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (int block = 0; block < 20; block++) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 2000; i++) {
        lines.append("{\"step\":").append(block * 2000 + i).append(",\"loss\":0.5}\n");
      }
      byte[] bytes = lines.toString().getBytes(UTF_8);
      store().append(key, bytes);
      expected.writeBytes(bytes);
    }
    put(store(), run);
    assertThat(readStream(store(), key, 100_000)).isEqualTo(expected.toByteArray());
    RunId other = Samples.success(SeedBundle.of(45)).runId();
    assertThat(store().read(new StreamKey(other, 1, Kind.SERIES), 0, 10)).isEmpty();
  }
}
