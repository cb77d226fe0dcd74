package io.metalab.cli.study;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Experiment;
import io.metalab.api.executor.Resources;

/**
 * What Java code declares of a study.
 *
 * @param experiment the experiment
 * @param resources what one run takes up
 */
public record DeclaredStudy(Experiment experiment, Resources resources) {
  public DeclaredStudy {
    requireNonNull(experiment, "experiment");
    requireNonNull(resources, "resources");
  }
}
