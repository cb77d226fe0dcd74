package io.metalab.store.file;

import io.metalab.api.Provenance;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.core.codec.JsonTree;
import io.metalab.core.codec.RunRecordCodec;
import io.metalab.store.Annotation;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

  RunRecord read(Place place) throws IOException {
    byte[] line = line(place.segment(), place.offset(), place.length());
    RunRecord record;
    try {
      record = RunRecordCodec.decode(line, 0, line.length, this::provenance);
    } catch (IllegalArgumentException e) {
      throw SegmentScanner.damaged(
          SegmentScanner.place(place.segment().extent, place.offset()), e.getMessage());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    List<Annotation> annotations = new ArrayList<>();
    for (CatalogIndex.NotePlace note : place.notes()) {
      annotations.add(annotation(note));
    }
    return Annotation.apply(record, annotations);
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

  private Annotation annotation(CatalogIndex.NotePlace place) throws IOException {
    byte[] line = line(place.segment(), place.note().offset(), place.note().length());
    Map<String, @Nullable Object> fields = JsonTree.readObject(line, 0, line.length);
    if (fields.get("text") instanceof String text) {
      return new Annotation.Note(text);
    }
    if (fields.get("values") instanceof Map<?, ?> values) {
      Map<String, Object> derived = new LinkedHashMap<>();
      values.forEach(
          (name, value) -> derived.put((String) name, Objects.requireNonNull(value, "value")));
      return new Annotation.Derived(derived);
    }
    return new Annotation.Tags(texts(fields.get("add")), texts(fields.get("drop")));
  }

  private static List<String> texts(@Nullable Object list) {
    List<String> texts = new ArrayList<>();
    for (Object text : (List<?>) Objects.requireNonNull(list, "list")) {
      texts.add((String) text);
    }
    return texts;
  }

  private byte[] line(SegmentState state, long offset, int length) throws IOException {
    InputStream stream = in;
    if (stream == null || segment != state || offset < position || offset > position + SKIP_BYTES) {
      close();
      stream = new java.io.BufferedInputStream(open(state, offset), BUFFER);
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

  /** Opens a segment at an offset, in whatever file it is by now. */
  private InputStream open(SegmentState state, long offset) throws IOException {
    try {
      return open(state.extent, offset);
    } catch (NoSuchFileException e) {
      return open(catalog.locate(state.name), offset);
    }
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
