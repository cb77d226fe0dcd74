package io.metalab.store.file;

import io.metalab.api.Provenance;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Annotation;
import io.metalab.api.store.RunEdit;
import io.metalab.core.codec.JsonTree;
import io.metalab.core.codec.RunEditCodec;
import io.metalab.core.codec.RunRecordCodec;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines that an index points to; keeps the last segment open, so that reading in order is
 * reading once. For one thread.
 */
final class RecordReader implements Closeable {
  private static final int SKIP_BYTES = 1 << 20;
  private static final int BUFFER = 1 << 16;

  private final Catalog catalog;
  private final Map<String, Provenance> provenances = new HashMap<>();
  private @Nullable SegmentState segment;
  private @Nullable InputStream in;
  private long position;

  RecordReader(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Where a record and what was added to it are. */
  record Place(SegmentState segment, long offset, int length, List<CatalogIndex.NotePlace> notes) {}

  /** Returns where a row's record is; the catalog must be locked. */
  static Place place(CatalogIndex index, int row) {
    RunId run = index.table.id(row).toRunId();
    return new Place(
        index.segments.get(index.table.segment(row)),
        index.table.offset(row),
        index.table.length(row),
        index.notes(run));
  }

  /** Reads a record with what was added to it. */
  RunRecord read(Place place) throws IOException {
    List<Annotation> annotations = new ArrayList<>();
    RunRecord record = original(place);
    for (RunEdit edit : edits(place.notes())) {
      annotations.add(edit.annotation());
    }
    return Annotation.apply(record, annotations);
  }

  /** Reads a record as it was put. */
  RunRecord original(Place place) throws IOException {
    byte[] line = line(place.segment(), place.offset(), place.length());
    try {
      return RunRecordCodec.decode(line, 0, line.length, this::provenance);
    } catch (IllegalArgumentException e) {
      throw SegmentScanner.damaged(
          SegmentScanner.place(place.segment().extent, place.offset()), e.getMessage());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Reads annotations in the order in which they are applied; equal ones are one. */
  List<RunEdit> edits(List<CatalogIndex.NotePlace> places) throws IOException {
    List<RunEdit> edits = new ArrayList<>(places.size());
    for (CatalogIndex.NotePlace place : places) {
      byte[] line = line(place.segment(), place.note().offset(), place.note().length());
      edits.add(RunEditCodec.decode(line, 0, line.length));
    }
    return edits.size() < 2 ? edits : edits.stream().distinct().sorted(RunEditCodec.ORDER).toList();
  }

  /** Reads from a removal which experiment the run belonged to; empty if it does not tell. */
  String experimentOf(CatalogIndex.NotePlace place) throws IOException {
    byte[] line = line(place.segment(), place.note().offset(), place.note().length());
    return JsonTree.readObject(line, 0, line.length).get("experiment") instanceof String experiment
        ? experiment
        : "";
  }

  /** Returns the text of a document. */
  String text(CatalogIndex.DocumentPlace place) throws IOException {
    byte[] line = line(place.segment(), place.document().offset(), place.document().length());
    return (String)
        Objects.requireNonNull(JsonTree.readObject(line, 0, line.length).get("text"), "text");
  }

  private Provenance provenance(String sha256) {
    return provenances.computeIfAbsent(
        sha256,
        digest -> {
          List<CatalogIndex.DocumentPlace> places;
          synchronized (catalog) {
            places = catalog.current().document(digest, ProvenanceText.KIND);
          }
          try {
            return places.isEmpty()
                ? Provenance.NONE
                : RunRecordCodec.provenance(text(places.get(0)));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private byte[] line(SegmentState state, long offset, int length) throws IOException {
    InputStream stream = in;
    if (stream == null || segment != state || offset < position || offset > position + SKIP_BYTES) {
      close();
      stream = new BufferedInputStream(catalog.open(state, extent -> open(extent, offset)), BUFFER);
      in = stream;
      segment = state;
    } else {
      stream.skipNBytes(offset - position);
    }
    byte[] line = stream.readNBytes(length);
    position = offset + length;
    if (line.length < length || !Line.isValid(line, 0, length)) {
      throw SegmentScanner.damaged(
          SegmentScanner.place(state.extent, offset), "its checksum does not fit");
    }
    return line;
  }

  private static InputStream open(Extent extent, long offset) throws IOException {
    InputStream opened = Files.newInputStream(extent.file());
    try {
      opened.skipNBytes(extent.base() + offset);
      return opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    InputStream stream = in;
    in = null;
    if (stream != null) {
      stream.close();
    }
  }
}
