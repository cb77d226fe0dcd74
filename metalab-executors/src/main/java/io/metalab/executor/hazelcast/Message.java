package io.metalab.executor.hazelcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.core.codec.JsonBytes;
import io.metalab.core.codec.JsonTree;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small JSON object about one run or one failure. */
final class Message {
  private final Map<String, @Nullable Object> fields;

  private Message(Map<String, @Nullable Object> fields) {
    this.fields = fields;
  }

  static Message read(byte[] json) {
    return read(json, 0);
  }

  static Message read(byte[] json, int offset) {
    return new Message(JsonTree.readObject(json, offset, json.length - offset));
  }

  static byte[] ofRun(RunId runId) {
    return start().field("run", runId.hex()).raw('}').toByteArray();
  }

  static byte[] ofRun(RunId runId, String reason) {
    return start().field("run", runId.hex()).field("message", reason).raw('}').toByteArray();
  }

  static byte[] ofRun(RunId runId, Throwable problem) {
    return failure(start().field("run", runId.hex()), problem);
  }

  static byte[] ofProgress(RunId runId, double fraction, String message) {
    JsonBytes out = start().field("run", runId.hex()).field("message", message);
    return out.key("fraction").number(fraction).raw('}').toByteArray();
  }

  static byte[] ofAttempt(RunId runId, int attempt) {
    return start().field("run", runId.hex()).field("attempt", attempt).raw('}').toByteArray();
  }

  static byte[] failure(Throwable problem) {
    return failure(start(), problem);
  }

  static byte[] failure(String message) {
    return failure(new MetalabException(ErrorCode.UNSATISFIABLE, message));
  }

  private static byte[] failure(JsonBytes out, Throwable problem) {
    boolean known = problem instanceof MetalabException;
    ErrorCode code = known ? ((MetalabException) problem).code() : ErrorCode.INTERNAL;
    String message = known ? String.valueOf(problem.getMessage()) : problem.toString();
    return out.field("code", code.wireName()).field("message", message).raw('}').toByteArray();
  }

  private static JsonBytes start() {
    return new JsonBytes(256).raw('{');
  }

  RunId runId() {
    return new RunId(text("run"));
  }

  int attempt() {
    return Math.toIntExact((Long) value("attempt"));
  }

  double fraction() {
    return ((Number) value("fraction")).doubleValue();
  }

  String message() {
    return text("message");
  }

  MetalabException toException() {
    return new MetalabException(
        ErrorCode.valueOf(text("code").toUpperCase(Locale.ROOT)), text("message"));
  }

  private String text(String key) {
    return (String) value(key);
  }

  private Object value(String key) {
    Object value = fields.get(key);
    if (value == null) {
      throw new IllegalArgumentException("No " + key + " in " + fields);
    }
    return value;
  }

  /** Returns text as the bytes of a part. */
  static byte[] text(long number) {
    return Long.toString(number).getBytes(UTF_8);
  }

  /** Reads what {@link #text} wrote. */
  static long number(byte[] part) {
    return Long.parseLong(new String(part, UTF_8));
  }
}
