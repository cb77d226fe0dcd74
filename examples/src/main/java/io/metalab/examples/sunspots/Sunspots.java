package io.metalab.examples.sunspots;

import static io.metalab.Metalab.file;
import static io.metalab.Metalab.log;

import io.metalab.Metalab;
import io.metalab.StudyBuilder;

/** The study of {@code examples/sunspots/study.yaml} as a program; its runs have the same ids. */
public final class Sunspots {
  private Sunspots() {}

  /** Runs the study; the arguments are those of {@code metalab run}. */
  public static void main(String[] args) {
    study("examples/sunspots/sunspots_yearly.csv").main(args);
  }

  /** Declares the study over a CSV file of yearly numbers. */
  public static StudyBuilder study(String csv) {
    return Metalab.study("sunspots", "1")
        .operation("ar_forecast")
        .minimize("rmse")
        .context("series", file(csv))
        .constant("origins", 100)
        .grid("p", 2, 4, 6, 9, 12)
        .grid("window", 60, 100, 140)
        .grid("ridge", log(1e-3, 10, 3))
        .grid("h", 1, 2, 5)
        .seeds(1700, 4);
  }
}
