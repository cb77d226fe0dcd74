package io.dymad.training;

import static java.util.Objects.requireNonNull;

import io.dymad.models.ModelSpec;
import io.dymad.transforms.ChannelTransforms;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a model comes from, which its checkpoint keeps beside the state of its training.
 *
 * @param spec what the model was built of
 * @param transforms what data go through before the model is given them, and come back through
 *     after it
 * @param notes what else the file should tell, such as a seed or a configuration: maps, lists,
 *     text, numbers, true and false by name
 */
public record ModelOrigin(ModelSpec spec, ChannelTransforms transforms, Map<String, Object> notes) {
  public ModelOrigin {
    requireNonNull(spec, "spec");
    requireNonNull(transforms, "transforms");
    notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
  }

  /** Returns that a model was given data as these transforms made them. */
  public static ModelOrigin of(ModelSpec spec, ChannelTransforms transforms) {
    return new ModelOrigin(spec, transforms, Map.of());
  }

  /** Returns the same with other notes. */
  public ModelOrigin withNotes(Map<String, ?> others) {
    return new ModelOrigin(spec, transforms, Collections.unmodifiableMap(others));
  }
}
