package io.metalab.core.codec;

import io.metalab.api.ArtifactValue;
import io.metalab.api.ContextSpec;
import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.api.Pruning;
import io.metalab.api.RunId;
import io.metalab.api.SeedBundle;
import io.metalab.api.executor.EarlierCheckpoint;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunPayload;
import io.metalab.core.identity.PruningForm;
import java.time.Duration;
import java.util.Optional;

/** Payloads as JSON objects, for workers in other processes. */
public final class PayloadCodec {
  private PayloadCodec() {}

  /** Returns a payload as one JSON object; the same payload gives the same bytes on every JVM. */
  public static byte[] encode(RunPayload payload) {
    JsonBytes out = new JsonBytes(1024).raw('{');
    out.field("id", payload.runId().hex()).field("attempt", payload.attempt());
    out.field("experiment", payload.experimentId()).field("operation", payload.operation());
    out.key("context").raw('{').field("builder", payload.context().builder());
    out.key("values").value(payload.context().values().asMap()).raw('}');
    out.field("context_fingerprint", payload.contextFingerprint());
    out.field("case", payload.point().caseId()).key("params").value(payload.params().asMap());
    out.key("tags").strings(payload.tags());
    Pruning pruning = payload.point().pruning();
    if (pruning.needsAllReports()) {
      out.key("prune").value(PruningForm.of(pruning));
      out.key("reports_count").value(pruning.counts());
    }
    writeSeeds(payload.seeds(), out);
    out.field("identity", payload.identity()).field("computation", payload.computation());
    out.field("timeout", payload.timeout().toString());
    writeResources(payload.resources(), out);
    payload.earlier().ifPresent(earlier -> write(earlier, out));
    if (!payload.definition().isEmpty()) {
      out.key("definition").value(payload.definition());
    }
    return out.raw('}').toByteArray();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if the bytes are not such an object
   */
  public static RunPayload decode(byte[] json) {
    Fields fields = new Fields(JsonTree.readObject(json, 0, json.length));
    Fields context = fields.object("context");
    return new RunPayload(
        new RunId(fields.text("id")),
        Math.toIntExact(fields.integer("attempt")),
        fields.text("experiment"),
        fields.text("operation"),
        new ContextSpec(Params.copyOf(context.values("values")), context.text("builder")),
        fields.text("context_fingerprint"),
        new ParamCase(
            Params.copyOf(fields.values("params")),
            fields.text("case"),
            fields.texts("tags"),
            pruning(fields)),
        RunRecordCodec.seeds(fields.object("seed")),
        fields.text("identity"),
        fields.text("computation"),
        Duration.parse(fields.text("timeout")),
        resources(fields),
        fields.has("earlier") ? Optional.of(earlier(fields.object("earlier"))) : Optional.empty(),
        fields.scalars("definition"));
  }

  private static Pruning pruning(Fields fields) {
    return fields.has("prune")
        ? PruningForm.read(fields.scalars("prune"), fields.bool("reports_count"))
        : Pruning.NONE;
  }

  private static void write(EarlierCheckpoint earlier, JsonBytes out) {
    ArtifactValue artifact = earlier.artifact();
    out.key("earlier").raw('{').field("run", artifact.run()).field("artifact", artifact.name());
    out.field("sha256", artifact.sha256()).field("budget", earlier.budget()).raw('}');
  }

  private static EarlierCheckpoint earlier(Fields fields) {
    return new EarlierCheckpoint(
        new ArtifactValue(fields.text("run"), fields.text("artifact"), fields.text("sha256")),
        fields.integer("budget"));
  }

  private static void writeResources(Resources resources, JsonBytes out) {
    out.field("cpus", resources.cpus()).field("memory_bytes", resources.memoryBytes());
    out.field("gpus", resources.gpus()).field("time", resources.time().toString());
  }

  private static Resources resources(Fields fields) {
    return new Resources(
        Math.toIntExact(fields.integer("cpus")),
        fields.integer("memory_bytes"),
        Math.toIntExact(fields.integer("gpus")),
        Duration.parse(fields.text("time")));
  }

  private static void writeSeeds(SeedBundle seeds, JsonBytes out) {
    out.key("seed").raw('{').field("root", seeds.root()).field("replicate", seeds.replicate());
    out.key("path").strings(seeds.path()).raw('}');
  }
}
