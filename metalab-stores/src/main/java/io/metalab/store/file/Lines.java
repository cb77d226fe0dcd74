package io.metalab.store.file;

import io.metalab.api.RunId;
import io.metalab.api.store.RunEdit;
import io.metalab.api.store.StreamKey;
import io.metalab.core.codec.JsonBytes;
import io.metalab.core.codec.RunEditCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/** The kinds of lines other than records, each told by the first key. */
final class Lines {
  static final byte[] RECORD = ascii("{\"id\":\"");
  static final byte[] DOCUMENT = ascii("{\"doc\":\"");
  static final byte[] TAG = ascii("{\"tag\":\"");
  static final byte[] NOTE = ascii("{\"note\":\"");
  static final byte[] DERIVED = ascii("{\"derived\":\"");
  static final byte[] REMOVE = ascii("{\"rm\":\"");
  static final byte[] CHUNK = ascii("{\"stream\":\"");
  static final byte[] HEADER = ascii("{\"segment\":\"");
  static final byte[] SYNCED = ascii("{\"synced\":");
  static final byte[] SEAL = ascii("{\"sealed\":");

  private Lines() {}

  static byte[] header(SegmentName name, Instant created) {
    JsonBytes out = new JsonBytes(160).raw('{').field("segment", name.stem());
    return Line.close(out.field("format", Layout.FORMAT).key("created").instant(created));
  }

  /** Says that everything of the file before this line is durable. */
  static byte[] synced(long offset) {
    return Line.close(new JsonBytes(64).raw('{').field("synced", offset));
  }

  /** Says that everything before this line is durable and nothing comes after it. */
  static byte[] sealed(long offset) {
    return Line.close(new JsonBytes(64).raw('{').field("sealed", offset));
  }

  static byte[] document(String sha256, String kind, Instant stored, String text) {
    JsonBytes out = new JsonBytes(text.length() + 256).raw('{').field("doc", sha256);
    out.field("kind", kind).key("stored").instant(stored);
    return Line.close(out.field("text", text));
  }

  static byte[] edit(RunEdit edit) {
    JsonBytes out = new JsonBytes(256);
    RunEditCodec.writeOpen(edit, out);
    return Line.close(out);
  }

  /** Removes the attempts at a run up to a number. */
  static byte[] remove(RunId run, int attempt, Instant at, String experiment) {
    JsonBytes out = new JsonBytes(256).raw('{').field("rm", run.hex()).field("attempt", attempt);
    out.key("at").instant(at);
    return Line.close(out.field("experiment", experiment));
  }

  static byte[] chunk(StreamKey stream, long offset, byte[] bytes, int from, int length) {
    JsonBytes out = new JsonBytes(length + length / 4 + 256).raw('{');
    out.field("stream", stream.runId().hex()).field("attempt", stream.attempt());
    out.field("kind", stream.kind().name().toLowerCase(Locale.ROOT)).field("at", offset);
    out.field("bytes", length).key("text").raw('"').escaped(bytes, from, length);
    return Line.close(out.raw('"'));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
