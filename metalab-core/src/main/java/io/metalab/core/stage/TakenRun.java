package io.metalab.core.stage;

import io.metalab.api.RunId;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A successful run that a stage may take.
 *
 * @param runId the run
 * @param point what it has in common with its replicates
 * @param score the value it is ranked by, or NaN
 * @param values what is wanted of it
 */
record TakenRun(RunId runId, String point, double score, List<@Nullable Object> values) {
  TakenRun {
    values = Collections.unmodifiableList(values);
  }
}
