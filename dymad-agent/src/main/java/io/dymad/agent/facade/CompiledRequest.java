package io.dymad.agent.facade;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.store.Handle;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checked request.
 *
 * @param handle made of the content
 * @param derivedFrom datasets and checkpoints that it is about
 * @param content what its result depends on
 * @param settings how it is to be carried out, as was last said
 */
public record CompiledRequest(
    Handle handle,
    List<Handle> derivedFrom,
    Map<String, @Nullable Object> content,
    Map<String, @Nullable Object> settings) {
  public CompiledRequest {
    requireNonNull(handle, "handle");
    derivedFrom = List.copyOf(derivedFrom);
    content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** Returns the request for programs: its content, then its settings. */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("handle", handle.toString());
    map.putAll(content);
    map.putAll(settings);
    map.put("derived_from", derivedFrom.stream().map(Handle::toString).toList());
    return map;
  }
}
