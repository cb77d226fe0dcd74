package io.metalab.core.codec;

import com.google.common.hash.Hashing;
import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.Params;
import io.metalab.api.Provenance;
import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Run records as JSON objects; the same record gives the same bytes on every JVM.
 *
 * <p>The fields {@code id, status, attempt, experiment, computation, provenance} come first, in
 * this order, so that an index is built without reading the rest. What is empty is left out, except
 * for these. {@code identity} is a string: the SHA-256 of its text is the id. Instants are ISO-8601
 * with nanoseconds, {@code timings} integers of nanoseconds; values are written as {@link
 * JsonBytes#value} does.
 */
public final class RunRecordCodec {
  private RunRecordCodec() {}

  /** Returns a record as one JSON object. */
  public static byte[] encode(RunRecord record) {
    JsonBytes out = new JsonBytes(1024);
    writeOpen(record, null, out);
    return out.raw('}').toByteArray();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if the bytes are not such an object
   */
  public static RunRecord decode(byte[] json) {
    return decode(json, 0, json.length, digest -> Provenance.NONE);
  }

  /**
   * Reads a record whose provenance may be a reference.
   *
   * @param provenance finds a provenance by the reference that {@link #writeOpen} was given
   * @throws IllegalArgumentException if the bytes are not such an object
   */
  public static RunRecord decode(
      byte[] json, int offset, int length, Function<String, Provenance> provenance) {
    Fields fields = new Fields(JsonTree.readObject(json, offset, length));
    return RunRecord.builder()
        .runId(new RunId(fields.text("id")))
        .status(RunStatus.fromWireName(fields.text("status")))
        .attempt((int) fields.integer("attempt"))
        .experimentId(fields.text("experiment"))
        .stage(fields.text("stage", ""))
        .computation(fields.text("computation"))
        .provenance(provenance(fields, provenance))
        .operation(fields.text("operation", ""))
        .contextFingerprint(fields.text("context", ""))
        .paramsFingerprint(fields.text("params_fingerprint", ""))
        .seedFingerprint(fields.text("seed_fingerprint", ""))
        .resultDigest(fields.text("result_digest", ""))
        .caseId(fields.text("case", ""))
        .params(Params.copyOf(fields.values("params")))
        .seeds(seeds(fields.object("seed")))
        .started(fields.instant("started"))
        .finished(fields.instant("finished"))
        .metrics(fields.scalars("metrics"))
        .derived(fields.scalars("derived"))
        .timings(fields.durations("timings"))
        .artifacts(fields.objects("artifacts").stream().map(RunRecordCodec::artifact).toList())
        .tags(fields.texts("tags"))
        .notes(fields.texts("notes"))
        .error(fields.has("error") ? error(fields.object("error")) : RunError.NONE)
        .identity(fields.text("identity", ""))
        .build();
  }

  /** Returns a provenance as the JSON object that records refer to or hold. */
  public static String provenanceText(Provenance provenance) {
    JsonBytes out = new JsonBytes(512).value(provenance.values());
    return new String(out.array(), 0, out.size(), StandardCharsets.UTF_8);
  }

  /** Reads what {@link #provenanceText} wrote. */
  public static Provenance provenance(String text) {
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    return new Provenance(JsonTree.readObject(json, 0, json.length));
  }

  /**
   * Writes a record without its closing brace, so that a store may add fields.
   *
   * @param provenanceReference what stands for the provenance, or null to write it in full
   */
  public static void writeOpen(
      RunRecord record, @Nullable String provenanceReference, JsonBytes out) {
    out.raw("{\"id\":\"").raw(record.runId().hex());
    out.raw("\",\"status\":\"").raw(record.status().wireName());
    out.raw("\",\"attempt\":").number(record.attempt());
    out.raw(",\"experiment\":").string(record.experimentId());
    out.raw(",\"computation\":").string(record.computation());
    out.raw(",\"provenance\":");
    if (provenanceReference == null) {
      out.value(record.provenance().values());
    } else {
      out.string(provenanceReference);
    }
    text("stage", record.stage(), out);
    text("operation", record.operation(), out);
    text("context", record.contextFingerprint(), out);
    text("params_fingerprint", record.paramsFingerprint(), out);
    text("seed_fingerprint", record.seedFingerprint(), out);
    text("result_digest", record.resultDigest(), out);
    text("case", record.caseId(), out);
    values("params", record.params().asMap(), out);
    writeSeeds(record.seeds(), out);
    out.raw(",\"started\":").instant(record.started());
    out.raw(",\"finished\":").instant(record.finished());
    values("metrics", record.metrics(), out);
    values("derived", record.derived(), out);
    writeTimings(record.timings(), out);
    writeArtifacts(record.artifacts(), out);
    writeTexts("tags", record.tags(), out);
    writeTexts("notes", record.notes(), out);
    writeError(record.error(), out);
    text("identity", record.identity(), out);
  }

  /**
   * Returns the CRC32C of a record as it is stored: as {@link #writeOpen} writes it with the
   * SHA-256 of {@link #provenanceText} as the reference. Equal records have equal checksums
   * everywhere.
   */
  public static int checksum(RunRecord record) {
    JsonBytes out = new JsonBytes(1024);
    String provenance = provenanceText(record.provenance());
    writeOpen(
        record, Hashing.sha256().hashString(provenance, StandardCharsets.UTF_8).toString(), out);
    CRC32C crc = new CRC32C();
    crc.update(out.array(), 0, out.size());
    return (int) crc.getValue();
  }

  private static void text(String key, String text, JsonBytes out) {
    if (!text.isEmpty()) {
      out.field(key, text);
    }
  }

  private static void values(String key, Map<String, ?> values, JsonBytes out) {
    if (!values.isEmpty()) {
      out.key(key).value(values);
    }
  }

  private static void writeSeeds(SeedBundle seeds, JsonBytes out) {
    out.raw(",\"seed\":{\"root\":").string(seeds.root());
    seeds.findReplicate().ifPresent(replicate -> out.field("replicate", replicate));
    if (!seeds.path().isEmpty()) {
      out.key("path").strings(seeds.path());
    }
    out.raw('}');
  }

  static SeedBundle seeds(Fields fields) {
    return new SeedBundle(
        fields.text("root"),
        (int) fields.integer("replicate", SeedBundle.NO_REPLICATE),
        fields.texts("path"));
  }

  private static void writeTimings(Map<String, Duration> timings, JsonBytes out) {
    if (timings.isEmpty()) {
      return;
    }
    out.key("timings").raw('{');
    timings.forEach((name, duration) -> out.name(name).number(duration.toNanos()));
    out.raw('}');
  }

  private static void writeArtifacts(List<ArtifactDescriptor> artifacts, JsonBytes out) {
    if (artifacts.isEmpty()) {
      return;
    }
    out.key("artifacts").raw('[');
    for (ArtifactDescriptor artifact : artifacts) {
      out.comma().raw('{').field("name", artifact.name()).field("sha256", artifact.sha256());
      out.field("bytes", artifact.sizeBytes()).field("media_type", artifact.mediaType());
      text("serializer", artifact.serializer(), out);
      values("metadata", artifact.metadata(), out);
      out.raw('}');
    }
    out.raw(']');
  }

  private static ArtifactDescriptor artifact(Fields fields) {
    return new ArtifactDescriptor(
        fields.text("name"),
        fields.text("sha256"),
        fields.integer("bytes"),
        fields.text("media_type"),
        fields.text("serializer", ""),
        fields.textsByName("metadata"));
  }

  private static void writeTexts(String key, List<String> texts, JsonBytes out) {
    if (!texts.isEmpty()) {
      out.key(key).strings(texts);
    }
  }

  private static void writeError(RunError error, JsonBytes out) {
    if (error.isNone()) {
      return;
    }
    out.key("error").raw('{').field("type", error.type()).field("message", error.message());
    text("stack_trace", error.stackTrace(), out);
    text("fingerprint", error.fingerprint(), out);
    out.raw('}');
  }

  private static RunError error(Fields fields) {
    return new RunError(
        fields.text("type"),
        fields.text("message"),
        fields.text("stack_trace", ""),
        fields.text("fingerprint", ""));
  }

  private static Provenance provenance(Fields fields, Function<String, Provenance> find) {
    return fields.isText("provenance")
        ? find.apply(fields.text("provenance"))
        : new Provenance(fields.values("provenance"));
  }
}
