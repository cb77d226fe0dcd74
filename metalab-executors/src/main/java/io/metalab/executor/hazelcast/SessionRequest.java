package io.metalab.executor.hazelcast;

import static java.util.Objects.requireNonNull;

import io.metalab.api.executor.WorkerManifest;
import io.metalab.core.codec.JsonBytes;
import io.metalab.core.codec.JsonTree;
import io.metalab.core.codec.WorkerManifestCodec;
import io.metalab.core.provenance.MetalabVersion;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * What a driver opens a session by.
 *
 * @param manifest what the member makes the run body from
 * @param locator the store of the study
 * @param nonce digest of the document that the driver has put there
 * @param driver id of the client that the driver is
 * @param version version of metalab there
 * @param slots how many runs the member executes for it at once; 0 for as many as it can
 */
record SessionRequest(
    WorkerManifest manifest, String locator, String nonce, UUID driver, String version, int slots) {
  SessionRequest {
    requireNonNull(manifest, "manifest");
    requireNonNull(locator, "locator");
    requireNonNull(nonce, "nonce");
    requireNonNull(driver, "driver");
    requireNonNull(version, "version");
  }

  SessionRequest(WorkerManifest manifest, String locator, String nonce, UUID driver, int slots) {
    this(manifest, locator, nonce, driver, MetalabVersion.current(), slots);
  }

  byte[] encode() {
    byte[] body = WorkerManifestCodec.encode(manifest);
    return new JsonBytes(1024)
        .raw('{')
        .field("version", version)
        .field("locator", locator)
        .field("nonce", nonce)
        .field("driver", driver.toString())
        .field("slots", slots)
        .field("manifest", new String(body, StandardCharsets.UTF_8))
        .raw('}')
        .toByteArray();
  }

  static SessionRequest decode(byte[] json) {
    Map<String, ?> fields = JsonTree.readObject(json, 0, json.length);
    return new SessionRequest(
        WorkerManifestCodec.decode(text(fields, "manifest").getBytes(StandardCharsets.UTF_8)),
        text(fields, "locator"),
        text(fields, "nonce"),
        UUID.fromString(text(fields, "driver")),
        text(fields, "version"),
        Math.toIntExact((Long) requireNonNull(fields.get("slots"), "slots")));
  }

  private static String text(Map<String, ?> fields, String key) {
    return (String) requireNonNull(fields.get(key), key);
  }
}
