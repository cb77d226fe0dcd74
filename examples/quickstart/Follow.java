import static io.metalab.Metalab.connect;

import java.time.Duration;

/** Waits a minute for a study that some other program executes, then lets no more of its runs start. */
public class Follow {
  public static void main(String[] args) {
    try (var study = connect(args[0], args[1])) {
      var status = study.status();
      System.out.printf(
          "%d of %d runs, %.1f a second%n",
          status.counts().done(), status.counts().total(), status.runsPerSecond());
      if (study.result(Duration.ofMinutes(1)).isEmpty()) {
        study.drain();
      }
      try (var runs = study.gather()) {
        runs.forEach(run -> System.out.println(run.params().asMap() + " " + run.metrics()));
      }
    }
  }
}
