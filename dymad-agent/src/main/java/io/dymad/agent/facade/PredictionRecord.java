package io.dymad.agent.facade;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.store.Handle;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Predictions that a trained model can be asked for.
 *
 * @param handle made of all else
 * @param checkpoint handle of the model
 * @param horizon samples of each course, the first one included
 * @param hasControl whether courses come with controls
 * @param hasGraph whether states are those of the nodes of a graph
 */
public record PredictionRecord(
    Handle handle, String checkpoint, int horizon, boolean hasControl, boolean hasGraph) {
  static final String CHECKPOINT = "checkpoint_handle";
  static final String HORIZON = "horizon";
  static final String CONTROL = "has_control";
  static final String GRAPH = "has_graph";

  public PredictionRecord {
    requireNonNull(handle, "handle");
    requireNonNull(checkpoint, "checkpoint");
  }

  /** Returns the record for programs. */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("handle", handle.toString());
    map.put(CHECKPOINT, checkpoint);
    map.put(HORIZON, horizon);
    map.put(CONTROL, hasControl);
    map.put(GRAPH, hasGraph);
    return map;
  }
}
