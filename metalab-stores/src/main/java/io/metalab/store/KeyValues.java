package io.metalab.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.primitives.Bytes;
import io.metalab.api.RunRecord;
import io.metalab.api.store.StoredDocument;
import io.metalab.core.codec.RunRecordCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the maps of a {@link KeyValueStore} hold; for one thread.
 *
 * @param runs by id: a number of nine digits that tells their order, and a line for each attempt
 * @param documents by kind and digest: such a number, the time, and the text
 * @param artifacts by digest
 * @param streams by the name of the stream
 */
record KeyValues(
    Map<String, String> runs,
    Map<String, String> documents,
    Map<String, byte[]> artifacts,
    Map<String, byte[]> streams) {
  /** Puts a record; an attempt that is over takes the place of the same one while it ran. */
  void put(RunRecord record) {
    String hex = record.runId().hex();
    List<RunRecord> all = new ArrayList<>(attempts(hex));
    boolean isOver = record.status().isFinished();
    all.removeIf(one -> one.equals(record) || (same(one, record) && !one.status().isFinished()));
    if (isOver || all.stream().noneMatch(one -> same(one, record))) {
      all.add(record);
    }
    StringBuilder text = new StringBuilder(number(runs, hex));
    all.forEach(one -> text.append('\n').append(new String(RunRecordCodec.encode(one), UTF_8)));
    runs.put(hex, text.toString());
  }

  private static boolean same(RunRecord one, RunRecord other) {
    return one.attempt() == other.attempt();
  }

  private static String number(Map<String, String> map, String key) {
    return map.getOrDefault(key, String.format(Locale.ROOT, "%09d", map.size())).substring(0, 9);
  }

  /** Returns the attempts at a run, the effective record first, the others by attempt. */
  List<RunRecord> attempts(String hex) {
    List<RunRecord> all = new ArrayList<>();
    runs.getOrDefault(hex, "")
        .lines()
        .skip(1)
        .forEach(line -> all.add(RunRecordCodec.decode(line.getBytes(UTF_8))));
    if (!all.isEmpty()) {
      all.sort(EffectiveRecord.ORDER);
      RunRecord effective = all.remove(0);
      all.sort(Comparator.comparingInt(RunRecord::attempt));
      all.add(0, effective);
    }
    return all;
  }

  /** Returns the ids of runs in the order in which they were first put. */
  List<String> runIds() {
    return inOrder(runs).stream().map(Map.Entry::getKey).toList();
  }

  private static List<Map.Entry<String, String>> inOrder(Map<String, String> map) {
    return map.entrySet().stream().sorted(Map.Entry.comparingByValue()).toList();
  }

  void append(String stream, byte[] bytes) {
    streams.put(stream, Bytes.concat(streams.getOrDefault(stream, new byte[0]), bytes));
  }

  void put(StoredDocument document) {
    String key = document.kind() + ' ' + document.sha256();
    String value = number(documents, key) + document.stored() + '\n' + document.text();
    documents.putIfAbsent(key, value);
  }

  /** Returns the documents in the order in which they were first put. */
  List<StoredDocument> allDocuments() {
    List<StoredDocument> found = new ArrayList<>();
    for (Map.Entry<String, String> entry : inOrder(documents)) {
      String[] key = entry.getKey().split(" ", 2);
      int end = entry.getValue().indexOf('\n');
      Instant stored = Instant.parse(entry.getValue().substring(9, end));
      found.add(new StoredDocument(key[0], key[1], stored, entry.getValue().substring(end + 1)));
    }
    return found;
  }
}
