package io.metalab.cli.study;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Experiment;
import io.metalab.api.executor.Resources;
import io.metalab.core.stage.Pipeline;

/**
 * What Java code declares of a study.
 *
 * @param pipeline its stages; one without a name for a study that has none
 * @param resources what one run takes up
 */
public record DeclaredStudy(Pipeline pipeline, Resources resources) {
  public DeclaredStudy {
    requireNonNull(pipeline, "pipeline");
    requireNonNull(resources, "resources");
  }

  /** Creates a study without stages. */
  public DeclaredStudy(Experiment experiment, Resources resources) {
    this(Pipeline.of(experiment), resources);
  }

  /** Returns the experiment; of a study of several stages that of the last one. */
  public Experiment experiment() {
    return pipeline.last();
  }
}
