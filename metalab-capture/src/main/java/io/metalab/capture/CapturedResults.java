package io.metalab.capture;

import io.metalab.api.ArtifactDescriptor;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one attempt captured.
 *
 * @param metrics {@link Double}, {@link Long}, {@link Boolean} or {@link String} by name, in order
 *     of first capture
 * @param timings durations by name, in order of first capture
 * @param artifacts one for each name, in order of first capture
 * @param tags distinct labels, in order
 * @param notes remarks, in order
 */
public record CapturedResults(
    Map<String, Object> metrics,
    Map<String, Duration> timings,
    List<ArtifactDescriptor> artifacts,
    List<String> tags,
    List<String> notes) {
  public CapturedResults {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    timings = Collections.unmodifiableMap(new LinkedHashMap<>(timings));
    artifacts = List.copyOf(artifacts);
    tags = List.copyOf(tags);
    notes = List.copyOf(notes);
  }
}
