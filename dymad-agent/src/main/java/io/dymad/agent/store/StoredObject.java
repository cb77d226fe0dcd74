package io.dymad.agent.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a handle stands for.
 *
 * @param handle its name
 * @param sha256 of its document
 * @param stored when it was first kept
 * @param derivedFrom what it was made of
 * @param content what its name is made of, as plain JSON
 */
public record StoredObject(
    Handle handle,
    String sha256,
    Instant stored,
    List<Handle> derivedFrom,
    Map<String, @Nullable Object> content) {
  public StoredObject {
    requireNonNull(handle, "handle");
    requireNonNull(sha256, "sha256");
    requireNonNull(stored, "stored");
    derivedFrom = List.copyOf(derivedFrom);
    content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
  }
}
