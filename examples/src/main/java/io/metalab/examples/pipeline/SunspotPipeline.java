package io.metalab.examples.pipeline;

import static io.metalab.Metalab.artifactOf;
import static io.metalab.Metalab.file;
import static io.metalab.Metalab.metricOf;

import io.metalab.Metalab;
import io.metalab.StudyBuilder;
import io.metalab.core.stage.Take;

/** The study of {@code examples/pipeline/study.yaml} as a program; its runs have the same ids. */
public final class SunspotPipeline {
  private SunspotPipeline() {}

  /** Runs the study; the arguments are those of {@code metalab run}. */
  public static void main(String[] args) {
    study("examples/pipeline/sunspots_yearly.csv").main(args);
  }

  /** Declares the study over a CSV file of yearly numbers. */
  public static StudyBuilder study(String csv) {
    StudyBuilder study = Metalab.study("sunspot_pipeline", "1").minimize("test_rmse");
    study
        .stage("data")
        .operation("sunspots.prepare")
        .context("series", file(csv))
        .constant("until", 1920)
        .grid("transform", "none", "sqrt");
    study
        .stage("fit")
        .operation("sunspots.fit")
        .minimize("rmse")
        .constant("dataset", artifactOf("data", "training.csv"))
        .grid("order", 2, 4, 9, 12)
        .grid("ridge", 0.001, 0.1, 10);
    study
        .stage("evaluate")
        .from(Take.each("fit").top(4))
        .operation("sunspots.evaluate")
        .context("series", file(csv))
        .constant("model", artifactOf("fit", "model.json"))
        .constant("until", 1920);
    study
        .stage("report")
        .from(Take.all("evaluate"))
        .operation("sunspots.report")
        .constant("forecasts", artifactOf("evaluate", "forecasts.csv"))
        .constant("rmses", metricOf("evaluate", "test_rmse"));
    return study;
  }
}
