package io.metalab.store.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.MergeableStore;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StreamKey.Kind;
import io.metalab.testkit.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Fills stores with some of everything, and takes down what stores hold. */
public final class StoreContent {
  private StoreContent() {}

  /** Runs that stores filled with the same pool share. */
  public static List<RunRecord> pool(int seed, int runs) {
    return Samples.successes(SeedBundle.of(seed), runs);
  }

  /** Puts attempts at some runs of a pool, with all that goes with them. */
  public static void fill(Store store, List<RunRecord> pool, SeedBundle seeds) {
    RandomGenerator random = seeds.stream("content");
    store.putDocument("experiment", "manifest " + seeds.replicate());
    store.putDocument("context", "{\"shared\":true}");
    for (RunRecord run : pool) {
      if (random.nextInt(3) > 0) {
        fill(store, run, random);
      }
    }
  }

  private static void fill(Store store, RunRecord run, RandomGenerator random) {
    int attempts = 1 + random.nextInt(3);
    for (int attempt = 1; attempt <= attempts; attempt++) {
      boolean good = attempt == attempts && random.nextInt(4) > 0;
      put(store, run, attempt, good ? RunStatus.SUCCESS : RunStatus.FAILED, random);
    }
    AnnotationStore annotations = (AnnotationStore) store;
    if (random.nextInt(3) == 0) {
      annotations.tag(run.runId(), List.of("tag " + random.nextInt(5)), List.of("kit"));
      annotations.note(run.runId(), "note " + random.nextInt(5));
      annotations.putDerived(run.runId(), Map.of("half", random.nextDouble()));
    }
    if (random.nextInt(5) == 0) {
      annotations.remove(run.runId());
    }
  }

  /** Puts an attempt with a log, a series and an artifact. */
  public static RunRecord put(
      Store store, RunRecord run, int attempt, RunStatus status, RandomGenerator random) {
    RunRecord ended =
        Samples.attempt(run, attempt, status).toBuilder()
            .started(run.started().plusMillis(random.nextInt(1_000_000)))
            .finished(run.started().plusMillis(2_000_000))
            .build();
    RandomGenerator content = SeedBundle.of(random.nextInt(6)).random();
    byte[] bytes = HexFormat.of().formatHex(Samples.bytes(content, 200)).getBytes(UTF_8);
    ArtifactDraft draft = new ArtifactDraft(run.runId(), "a/b.txt", "text/plain", "", Map.of());
    try {
      ArtifactDescriptor artifact = store.putArtifact(draft, new ByteArrayInputStream(bytes));
      ended = ended.toBuilder().artifacts(List.of(artifact)).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store.append(
        new StreamKey(run.runId(), attempt, Kind.LOG),
        "größe of %s\n".formatted(run.runId()).repeat(1 + random.nextInt(3)).getBytes(UTF_8));
    store.append(
        new StreamKey(run.runId(), attempt, Kind.SERIES), "{\"loss\":0.5}\n".getBytes(UTF_8));
    store.putRunRecord(ended).join();
    return ended;
  }

  /**
   * Returns all that a store shows and remembers, but for logs and series of several executions.
   */
  public static Map<String, Object> of(Store store) {
    Map<String, Object> content = new TreeMap<>();
    MergeableStore mergeable = PlainHistories.of(store);
    try (Stream<RunHistory> histories = mergeable.histories("")) {
      histories.forEach(history -> content.put("history " + history.runId(), history));
    }
    mergeable
        .documents()
        .forEach(document -> content.put("document " + document.sha256(), document));
    content.put("counts", store.counts());
    content.putAll(shown(store));
    return content;
  }

  /** Returns what a store shows of its runs, artifacts included. */
  public static Map<String, Object> shown(Store store) {
    Map<String, Object> shown = new TreeMap<>();
    try (Stream<RunRecord> records = store.runRecords("")) {
      records.forEach(
          record -> {
            shown.put("effective " + record.runId(), record);
            record
                .artifacts()
                .forEach(
                    artifact -> shown.put("artifact " + artifact.sha256(), read(store, artifact)));
          });
    }
    return shown;
  }

  /** Returns the streams of the attempts that a store shows. */
  public static Map<StreamKey, String> streams(Store store) {
    Map<StreamKey, String> streams = new LinkedHashMap<>();
    for (RunId run : store.findByPrefix("", Integer.MAX_VALUE)) {
      for (RunRecord attempt : store.attempts(run)) {
        for (Kind kind : Kind.values()) {
          StreamKey key = new StreamKey(run, attempt.attempt(), kind);
          streams.put(key, read(store, key));
        }
      }
    }
    return streams;
  }

  private static String read(Store store, ArtifactDescriptor artifact) {
    try (InputStream in = store.openArtifact(artifact)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Store store, StreamKey key) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = store.read(key, 0, 1000);
    while (piece.length > 0) {
      all.writeBytes(piece);
      piece = store.read(key, all.size(), 1000);
    }
    return all.toString(UTF_8);
  }

  /** Returns the orders of a list. */
  public static <T> List<List<T>> orders(List<T> elements) {
    List<List<T>> orders = new ArrayList<>();
    if (elements.isEmpty()) {
      orders.add(List.of());
    }
    for (T first : elements) {
      List<T> rest = new ArrayList<>(elements);
      rest.remove(first);
      for (List<T> order : orders(rest)) {
        List<T> whole = new ArrayList<>(List.of(first));
        whole.addAll(order);
        orders.add(whole);
      }
    }
    return orders;
  }
}
