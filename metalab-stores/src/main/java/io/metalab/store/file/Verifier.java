package io.metalab.store.file;

import io.metalab.api.Provenance;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.api.store.VerifiableStore.VerifyReport;
import io.metalab.core.codec.JsonTree;
import io.metalab.core.codec.RunRecordCodec;
import io.metalab.store.RecordChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads everything and lists what is wrong, going on behind each damaged place. */
final class Verifier {
  private final Layout layout;
  private final SegmentFiles segments;
  private final SegmentFiles streams;
  private final Fences fences;
  private final String experimentId;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<Id, RunRecord> successes = new HashMap<>();
  private final NamedArtifacts named;
  private long records;
  private long damagedLines;

  /**
   * Creates a verifier.
   *
   * @param experimentId the experiment whose records are checked, or empty for all
   */
  Verifier(
      Layout layout,
      SegmentFiles segments,
      SegmentFiles streams,
      Fences fences,
      String experimentId,
      boolean deep) {
    this.layout = layout;
    this.segments = segments;
    this.streams = streams;
    this.fences = fences;
    this.experimentId = experimentId;
    this.named = new NamedArtifacts(layout, deep);
  }

  VerifyReport verify() throws IOException {
    // A fence cuts off segments of records alone.
    SegmentFiles.Listing present = segments.list();
    for (SegmentName name : present.names()) {
      Extent segment = present.find(name).orElseThrow();
      long damagedBefore = damagedLines;
      segment(segment, limit(name));
      if (!segment.isPacked() && damagedLines == damagedBefore) {
        sidecar(name, segment);
      }
    }
    present = streams.list();
    for (SegmentName name : present.names()) {
      segment(present.find(name).orElseThrow(), Long.MAX_VALUE);
    }
    for (String file : Disk.names(layout.index())) {
      Path sidecar = layout.index().resolve(file);
      if (Sidecar.isDamaged(Files.readAllBytes(sidecar))) {
        wrongSidecar("damaged-sidecar", sidecar, "fit its checksum");
      }
    }
    findings.addAll(named.check());
    return new VerifyReport(records, named.checked(), findings);
  }

  /** Compares the index of a segment with the segment. */
  private void sidecar(SegmentName name, Extent segment) throws IOException {
    Optional<Sidecar> sidecar = Sidecar.read(layout, name, segment);
    if (sidecar.isPresent()) {
      SegmentEntries scanned = new SegmentEntries();
      new SegmentScanner(segment, scanned, digest -> "").scan(0, sidecar.get().scannedTo());
      if (!scanned.placesEqual(sidecar.get().entries())) {
        wrongSidecar("wrong-sidecar", layout.sidecar(name), "say what its segment says");
      }
    }
  }

  private void wrongSidecar(String kind, Path file, String doesNot) {
    findings.add(
        new Finding(
            kind,
            file.toString(),
            "The index does not %s. Nothing is lost: it is built anew from its segment; delete it."
                .formatted(doesNot)));
  }

  private long limit(SegmentName name) throws IOException {
    Optional<Map<String, Long>> lengths = fences.lengths(name.writer());
    return lengths.isEmpty() ? Long.MAX_VALUE : lengths.get().getOrDefault(name.fileName(), 0L);
  }

  private void segment(Extent extent, long limit) throws IOException {
    long synced = extent.isPacked() ? extent.length() : synced(extent, limit);
    if (extent.isPacked() && extent.size() < extent.length()) {
      damaged(extent.file().toString(), "it is shorter than its first line says");
    }
    try (LineReader reader = new LineReader(extent, 0, limit)) {
      while (reader.next()) {
        if (reader.isValid()) {
          if (reader.startsWith(Lines.RECORD)) {
            record(reader, extent);
          } else if (reader.startsWith(Lines.REMOVE)) {
            named.removed(JsonTree.readObject(reader.buffer(), reader.start(), reader.length()));
          }
        } else if (reader.offset() < synced) {
          damaged(SegmentScanner.place(extent, reader.offset()), "its checksum does not fit");
        } else {
          return;
        }
      }
    }
  }

  /** Returns the offset of the last line that says that all before it is durable. */
  private static long synced(Extent extent, long limit) throws IOException {
    long synced = 0;
    try (LineReader reader = new LineReader(extent, 0, limit)) {
      while (reader.next()) {
        if ((reader.startsWith(Lines.SYNCED) || reader.startsWith(Lines.SEAL))
            && reader.isValid()) {
          synced = reader.offset();
        }
      }
    }
    return synced;
  }

  private void damaged(String place, String what) {
    damagedLines++;
    findings.add(
        new Finding(
            "damaged-record",
            place,
            "The line is damaged: %s. Copy the file back from where the store was copied from."
                .formatted(what)));
  }

  private void record(LineReader reader, Extent extent) throws IOException {
    RunRecord record;
    try {
      record =
          RunRecordCodec.decode(
              reader.buffer(), reader.start(), reader.length(), digest -> Provenance.NONE);
    } catch (IllegalArgumentException e) {
      damaged(SegmentScanner.place(extent, reader.offset()), String.valueOf(e.getMessage()));
      return;
    }
    if (!experimentId.isEmpty() && !record.experimentId().equals(experimentId)) {
      return;
    }
    records++;
    RecordChecks.wrongRunId(record).ifPresent(findings::add);
    named.add(record, Line.checksum(reader.buffer(), reader.start(), reader.length()));
    if (record.status() == RunStatus.SUCCESS) {
      RunRecord other = successes.putIfAbsent(Id.of(record.runId()), record);
      if (other != null) {
        List<RunRecord> both = List.of(other, record);
        RecordChecks.nondeterminism(both)
            .or(() -> RecordChecks.contradiction(both))
            .ifPresent(findings::add);
      }
    }
  }
}
