package io.metalab.executor.slurm;

import io.metalab.api.RunEvent;
import io.metalab.api.RunId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A task of a job array and those of its runs that have not ended; of the dispatcher's thread. */
final class ArrayTask {
  private final Submission submission;
  private final int number;
  private final Map<RunId, Integer> positions = new LinkedHashMap<>();
  private final Map<RunId, SlurmRun> open = new LinkedHashMap<>();
  private @Nullable QueueEntry seen;
  private int absences;
  private boolean begun;
  private RunEvent.@Nullable Progress told;

  ArrayTask(Submission submission, int number) {
    this.submission = submission;
    this.number = number;
  }

  Submission submission() {
    return submission;
  }

  int number() {
    return number;
  }

  /** Says which run stands where in the spec file. */
  void place(RunId runId, int position) {
    positions.put(runId, position);
  }

  /** Returns where a run stands in the spec file. */
  int position(RunId runId) {
    return positions.getOrDefault(runId, -1);
  }

  /** A run of this task is waited for. */
  void attach(SlurmRun run) {
    open.put(run.runId(), run);
  }

  /** Returns whether a run of it was waited for. */
  boolean isWanted() {
    return !positions.isEmpty();
  }

  void detach(SlurmRun run) {
    open.remove(run.runId());
  }

  /** Returns the runs that have not ended. */
  List<SlurmRun> open() {
    return List.copyOf(open.values());
  }

  Collection<RunId> openIds() {
    return open.keySet();
  }

  Optional<SlurmRun> findOpen(RunId runId) {
    return Optional.ofNullable(open.get(runId));
  }

  /** Takes how far a run has come; returns whether that is not what was told last. */
  boolean isNews(RunEvent.Progress progress) {
    boolean news = !progress.equals(told);
    told = progress;
    return news;
  }

  boolean isOver() {
    return open.isEmpty();
  }

  /** Returns whether the store or the queue has told that it runs or ran. */
  boolean hasBegun() {
    return begun;
  }

  void begin() {
    begun = true;
  }

  /** Returns what the queue said of it last, or null. */
  @Nullable QueueEntry seen() {
    return seen;
  }

  /** The queue has been asked. */
  void see(@Nullable QueueEntry entry) {
    if (entry != null) {
      seen = entry;
      begun |= !entry.isPending() && !entry.isOver();
    }
    absences = entry == null || entry.isOver() ? absences + 1 : 0;
  }

  /** Returns how often in a row the queue did not know it or said that it was over. */
  int absences() {
    return absences;
  }

  @Override
  public String toString() {
    return submission.jobId() + "_" + number;
  }
}
