package io.metalab.core.codec;

import io.metalab.api.Provenance;
import io.metalab.api.executor.WorkerManifest;

/** Worker manifests as JSON objects, for workers in other processes. */
public final class WorkerManifestCodec {
  private WorkerManifestCodec() {}

  /** Returns a manifest as one JSON object. */
  public static byte[] encode(WorkerManifest manifest) {
    JsonBytes out = new JsonBytes(1024);
    write(manifest, out);
    return out.toByteArray();
  }

  private static void write(WorkerManifest manifest, JsonBytes out) {
    out.raw('{');
    out.field("operation", manifest.operation()).field("class", manifest.operationClass());
    out.key("definition").value(manifest.definition());
    out.key("class_path").strings(manifest.classPath());
    out.field("directory", manifest.directory()).field("digest_cache", manifest.digestCache());
    out.field("stage", manifest.stage());
    out.key("tags").strings(manifest.tags());
    out.key("provenance").value(manifest.provenance().values());
    if (!manifest.others().isEmpty()) {
      out.key("others").raw('[');
      manifest.others().forEach(other -> write(other, out.comma()));
      out.raw(']');
    }
    out.raw('}');
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if the bytes are not such an object
   */
  public static WorkerManifest decode(byte[] json) {
    return read(new Fields(JsonTree.readObject(json, 0, json.length)));
  }

  private static WorkerManifest read(Fields fields) {
    return new WorkerManifest(
        fields.text("operation"),
        fields.text("class"),
        fields.scalars("definition"),
        fields.texts("class_path"),
        fields.text("directory"),
        fields.text("digest_cache"),
        fields.text("stage", ""),
        fields.texts("tags"),
        new Provenance(fields.values("provenance")),
        fields.objects("others").stream().map(WorkerManifestCodec::read).toList());
  }
}
