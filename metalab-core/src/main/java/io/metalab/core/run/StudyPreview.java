package io.metalab.core.run;

import static java.util.Objects.requireNonNull;

import io.metalab.core.plan.PlannedRun;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session would do, found out without doing it.
 *
 * @param counts how many runs are where before it starts
 * @param fresh how many runs would be executed for the first time
 * @param again how many runs were tried before and would be executed again
 * @param first the first runs that would be executed
 */
public record StudyPreview(RunCounts counts, long fresh, long again, List<PlannedRun> first) {
  /** The most runs that are listed. */
  public static final int MAX_LISTED = 10;

  public StudyPreview {
    requireNonNull(counts, "counts");
    first = List.copyOf(first);
  }

  static StudyPreview of(StudySetup setup) throws InterruptedException {
    Tally tally = new Tally();
    Counter counter = new Counter();
    PlanScanner scanner = new PlanScanner(setup, tally, event -> {});
    scanner.scan(counter);
    return new StudyPreview(
        tally.counts(setup.plan().size()), counter.fresh, counter.again, counter.first);
  }

  private static final class Counter implements PlanScanner.Sink {
    private final List<PlannedRun> first = new ArrayList<>();
    private long fresh;
    private long again;

    @Override
    public void accept(ChunkWork work) {
      for (Todo todo : work.todos()) {
        if (todo.attempts() == 0) {
          fresh++;
        } else {
          again++;
        }
        if (first.size() < MAX_LISTED) {
          first.add(todo.run());
        }
      }
    }
  }
}
