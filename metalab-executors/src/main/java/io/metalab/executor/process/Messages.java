package io.metalab.executor.process;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunEvent;
import io.metalab.api.RunId;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.SavedState;
import io.metalab.api.store.StateKey;
import io.metalab.core.codec.JsonBytes;
import io.metalab.core.codec.JsonTree;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bodies of the small frames. */
final class Messages {
  /** Raised when a frame changes; both sides have the same class path, so it never differs. */
  static final int PROTOCOL = 1;

  static final byte[] NOTHING = new byte[0];

  private Messages() {}

  /**
   * Returns that a run starts.
   *
   * @param printedBytes how much the worker has printed by then
   */
  static byte[] started(Instant instant, long printedBytes) {
    return ByteBuffer.allocate(Long.BYTES + Long.BYTES + Integer.BYTES)
        .putLong(printedBytes)
        .putLong(instant.getEpochSecond())
        .putInt(instant.getNano())
        .array();
  }

  static Instant startedAt(Frame frame) {
    ByteBuffer bytes = ByteBuffer.wrap(frame.body(), Long.BYTES, Long.BYTES + Integer.BYTES);
    return Instant.ofEpochSecond(bytes.getLong(), bytes.getInt());
  }

  /** Returns what a run ends with: how much the worker has printed by then, and JSON. */
  static byte[] over(long printedBytes, byte[] json, int length) {
    return ByteBuffer.allocate(Long.BYTES + length)
        .putLong(printedBytes)
        .put(json, 0, length)
        .array();
  }

  /** Returns how much the worker had printed when a run started or ended. */
  static long printedBytes(Frame frame) {
    return ByteBuffer.wrap(frame.body()).getLong();
  }

  static byte[] draft(ArtifactDraft draft) {
    JsonBytes out = new JsonBytes(256).raw('{').field("name", draft.name());
    return described(out, draft.mediaType(), draft.serializer(), draft.metadata());
  }

  static ArtifactDraft draft(Frame frame, RunId runId) {
    Map<String, @Nullable Object> fields = fields(frame);
    return new ArtifactDraft(
        runId,
        text(fields, "name"),
        text(fields, "media_type"),
        text(fields, "serializer"),
        texts(fields, "metadata"));
  }

  static byte[] descriptor(ArtifactDescriptor artifact) {
    JsonBytes out = new JsonBytes(256).raw('{').field("name", artifact.name());
    out.field("sha256", artifact.sha256()).field("size", artifact.sizeBytes());
    return described(out, artifact.mediaType(), artifact.serializer(), artifact.metadata());
  }

  static ArtifactDescriptor descriptor(Frame frame) {
    Map<String, @Nullable Object> fields = fields(frame);
    return new ArtifactDescriptor(
        text(fields, "name"),
        text(fields, "sha256"),
        (Long) fields.getOrDefault("size", -1L),
        text(fields, "media_type"),
        text(fields, "serializer"),
        texts(fields, "metadata"));
  }

  private static byte[] described(
      JsonBytes out, String mediaType, String serializer, Map<String, String> metadata) {
    out.field("media_type", mediaType).field("serializer", serializer);
    return out.key("metadata").value(metadata).raw('}').toByteArray();
  }

  /** Returns a state with its name, which has 64 letters at most. */
  static byte[] state(String name, byte[] bytes) {
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(1 + text.length + bytes.length)
        .put((byte) text.length)
        .put(text)
        .put(bytes)
        .array();
  }

  static String stateName(Frame frame) {
    return new String(frame.body(), 1, frame.body()[0], StandardCharsets.US_ASCII);
  }

  static byte[] stateBytes(Frame frame) {
    return Arrays.copyOfRange(frame.body(), 1 + frame.body()[0], frame.body().length);
  }

  /** Returns a state that was found, with the attempt that saved it. */
  static byte[] found(SavedState state) {
    return ByteBuffer.allocate(Integer.BYTES + state.bytes().length)
        .putInt(state.key().attempt())
        .put(state.bytes())
        .array();
  }

  static SavedState found(Frame frame, RunId runId, String name) {
    byte[] body = frame.body();
    int attempt = ByteBuffer.wrap(body).getInt();
    return new SavedState(
        new StateKey(runId, attempt, name), Arrays.copyOfRange(body, Integer.BYTES, body.length));
  }

  static byte[] progress(RunEvent.Progress progress) {
    JsonBytes out = new JsonBytes(128).raw('{').key("fraction").number(progress.fraction());
    return out.field("message", progress.message()).raw('}').toByteArray();
  }

  static RunEvent.Progress progress(Frame frame, RunId runId) {
    Map<String, @Nullable Object> fields = fields(frame);
    return new RunEvent.Progress(
        runId, (Double) fields.getOrDefault("fraction", 0.0), text(fields, "message"));
  }

  private static Map<String, @Nullable Object> fields(Frame frame) {
    return JsonTree.readObject(frame.body(), 0, frame.body().length);
  }

  private static String text(Map<String, @Nullable Object> fields, String key) {
    if (fields.get(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("The message %s lacks '%s'.".formatted(fields, key));
  }

  private static Map<String, String> texts(Map<String, @Nullable Object> fields, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (fields.get(key) instanceof Map<?, ?> map) {
      map.forEach((name, text) -> texts.put((String) name, (String) text));
    }
    return texts;
  }
}
