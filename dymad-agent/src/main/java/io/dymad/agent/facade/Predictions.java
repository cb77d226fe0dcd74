package io.dymad.agent.facade;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.store.HandleKind;
import io.dymad.agent.store.ObjectStore;
import io.dymad.agent.store.StoredObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checked requests for predictions by handle: {@code pred_}. */
public final class Predictions {
  private final ObjectStore objects;

  /** Creates the predictions of a store. */
  public Predictions(ObjectStore objects) {
    this.objects = requireNonNull(objects, "objects");
  }

  /** Keeps a checked request; durable when this returns. Equal requests are one. */
  public PredictionRecord put(
      CheckpointRecord checkpoint, int horizon, boolean hasControl, boolean hasGraph) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put(PredictionRecord.CHECKPOINT, checkpoint.handle().toString());
    content.put(PredictionRecord.HORIZON, horizon);
    content.put(PredictionRecord.CONTROL, hasControl);
    content.put(PredictionRecord.GRAPH, hasGraph);
    return record(objects.put(HandleKind.PREDICTION, List.of(checkpoint.handle()), content));
  }

  /**
   * Returns the prediction of a handle.
   *
   * @param fieldPath where the handle stands in a request
   * @throws io.dymad.agent.AgentException with {@code handle_kind} or {@code unknown_handle}
   */
  public PredictionRecord get(String handle, String fieldPath) {
    return record(objects.get(HandleKind.PREDICTION, handle, fieldPath));
  }

  private static PredictionRecord record(StoredObject object) {
    Map<String, @Nullable Object> content = object.content();
    return new PredictionRecord(
        object.handle(),
        String.valueOf(content.get(PredictionRecord.CHECKPOINT)),
        Integer.parseInt(String.valueOf(content.get(PredictionRecord.HORIZON))),
        Boolean.TRUE.equals(content.get(PredictionRecord.CONTROL)),
        Boolean.TRUE.equals(content.get(PredictionRecord.GRAPH)));
  }
}
