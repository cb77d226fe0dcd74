package io.dymad.agent.facade;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.store.Handle;
import io.dymad.agent.store.HandleKind;
import io.dymad.agent.store.ObjectStore;
import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Spectral analyses by handle, {@code specsnap_}: what they were given, and what they found. Arrays
 * and figures are named by their digests; the run has them as artifacts.
 */
public final class SpectralSnapshots {
  private final ObjectStore objects;

  /** Creates the snapshots of a store. */
  public SpectralSnapshots(ObjectStore objects) {
    this.objects = requireNonNull(objects, "objects");
  }

  /** Keeps what an analysis found; durable when this returns. */
  public Handle put(CompiledRequest request, RunRecord record) {
    Map<String, @Nullable Object> content = new LinkedHashMap<>();
    content.put("compiled_request_handle", request.handle().toString());
    for (String name : List.of("workflow_key", "operation", "inputs", "parameters")) {
      content.put(name, request.content().get(name));
    }
    content.put("run_id", record.runId().hex());
    Map<String, Object> metrics = new TreeMap<>();
    record.metrics().forEach((name, value) -> metrics.put(name, plain(value)));
    content.put("metrics", metrics);
    Map<String, Object> artifacts = new TreeMap<>();
    for (ArtifactDescriptor artifact : record.artifacts()) {
      artifacts.put(artifact.name(), artifact.sha256());
    }
    content.put("artifacts", artifacts);
    return objects.put(HandleKind.SPECTRAL_SNAPSHOT, request.derivedFrom(), content).handle();
  }

  /** JSON has no number for what is none. */
  private static Object plain(Object value) {
    return value instanceof Double number && !Double.isFinite(number) ? number.toString() : value;
  }
}
