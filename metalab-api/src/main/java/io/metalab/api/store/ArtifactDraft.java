package io.metalab.api.store;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of an artifact before its bytes are stored.
 *
 * @param runId the run that writes it
 * @param name its name, as in {@link ArtifactDescriptor}
 * @param mediaType its media type
 * @param serializer name of its serializer, or empty
 * @param metadata what a reader may want to know
 */
public record ArtifactDraft(
    RunId runId, String name, String mediaType, String serializer, Map<String, String> metadata) {
  public ArtifactDraft {
    requireNonNull(runId, "runId");
    ArtifactDescriptor.checkName(name);
    requireNonNull(mediaType, "mediaType");
    requireNonNull(serializer, "serializer");
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** Returns the descriptor of this draft with the stored bytes. */
  public ArtifactDescriptor descriptor(String sha256, long sizeBytes) {
    return new ArtifactDescriptor(name, sha256, sizeBytes, mediaType, serializer, metadata);
  }
}
