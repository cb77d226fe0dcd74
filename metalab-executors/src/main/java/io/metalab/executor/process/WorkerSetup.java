package io.metalab.executor.process;

import io.metalab.api.executor.WorkerManifest;
import io.metalab.core.codec.JsonBytes;
import io.metalab.core.codec.JsonTree;
import io.metalab.core.codec.WorkerManifestCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is told first.
 *
 * @param locator names the store, for messages
 * @param keepsStates whether the store keeps what runs may continue from
 * @param manifest the study
 */
record WorkerSetup(String locator, boolean keepsStates, WorkerManifest manifest) {
  byte[] encode() {
    byte[] json = WorkerManifestCodec.encode(manifest);
    return new JsonBytes(json.length + 256)
        .raw('{')
        .field("locator", locator)
        .key("states")
        .raw(Boolean.toString(keepsStates))
        .key("manifest")
        .raw(json, 0, json.length)
        .raw('}')
        .toByteArray();
  }

  static WorkerSetup decode(byte[] json) {
    Map<String, @Nullable Object> fields = JsonTree.readObject(json, 0, json.length);
    if (fields.get("locator") instanceof String locator
        && fields.get("manifest") instanceof Map<?, ?> manifest) {
      byte[] text = new JsonBytes(json.length).value(manifest).toByteArray();
      return new WorkerSetup(
          locator, Boolean.TRUE.equals(fields.get("states")), WorkerManifestCodec.decode(text));
    }
    throw new IllegalArgumentException("No setup: " + fields.keySet());
  }
}
