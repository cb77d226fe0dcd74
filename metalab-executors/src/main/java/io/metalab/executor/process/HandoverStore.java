package io.metalab.executor.process;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StudyCount;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A store that results are handed to, and that is asked little. */
abstract class HandoverStore implements Store {
  static UnsupportedOperationException notHere() {
    return new UnsupportedOperationException(
        "A worker hands results over; what the store holds is asked in the study's process.");
  }

  @Override
  public Map<RunId, StoredRun> findRuns(Collection<RunId> ids) {
    throw notHere();
  }

  @Override
  public Map<String, RunId> findComputations(Collection<String> computations) {
    throw notHere();
  }

  @Override
  public Optional<RunRecord> findRunRecord(RunId runId) {
    throw notHere();
  }

  @Override
  public List<RunId> findByPrefix(String hexPrefix, int limit) {
    throw notHere();
  }

  @Override
  public Stream<RunRecord> runRecords(String experimentId) {
    throw notHere();
  }

  @Override
  public List<StudyCount> counts() {
    throw notHere();
  }

  @Override
  public byte[] read(StreamKey stream, long offset, int maxBytes) {
    throw notHere();
  }

  @Override
  public String putDocument(String kind, String text) {
    throw notHere();
  }

  @Override
  public Optional<String> findDocument(String sha256) {
    throw notHere();
  }

  @Override
  public List<StoredDocument> documents(String kind) {
    throw notHere();
  }

  @Override
  public void close() {
    // The study's process closes its store.
  }
}
