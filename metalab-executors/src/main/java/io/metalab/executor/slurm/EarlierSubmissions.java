package io.metalab.executor.slurm;

import io.metalab.api.RunId;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submissions of controllers that are gone: what of them still waits or runs is taken over instead
 * of being submitted again, the rest is cleared away. Of the dispatcher's thread.
 */
final class EarlierSubmissions {
  private static final Logger LOG = LoggerFactory.getLogger(EarlierSubmissions.class);

  private final SlurmJobs jobs;
  private final Store store;
  private final Board board;
  private final Set<String> known = new HashSet<>();
  private final Map<RunId, Place> places = new HashMap<>();
  private final Map<Submission, Integer> left = new HashMap<>();

  /** Where a run is to be executed. */
  private record Place(Submission submission, int task, int position, int attempt) {}

  EarlierSubmissions(SlurmJobs jobs, Board board) {
    this.jobs = jobs;
    this.store = jobs.body().store();
    this.board = board;
  }

  /** Looks for submissions that were not there before; returns whether the queue was asked. */
  boolean find() {
    Map<String, Found> found = new LinkedHashMap<>();
    board.submissions().forEach(own -> known.add(own.files().id()));
    for (SubmissionDirectory files : SubmissionDirectory.list(jobs.root())) {
      if (!known.contains(files.id())) {
        take(files).ifPresent(one -> found.put(one.spec().header().name(), one));
      }
    }
    if (found.isEmpty()) {
      return false;
    }
    List<QueueEntry> entries = jobs.client().queue(found.keySet());
    found.values().forEach(one -> adopt(one, entries));
    return true;
  }

  /** Attaches a run to the task that is to execute it already; returns whether there is one. */
  boolean attach(SlurmRun run) {
    Place place = places.remove(run.runId());
    if (place == null) {
      return false;
    }
    left.computeIfPresent(place.submission(), (key, count) -> count == 1 ? null : count - 1);
    ArrayTask task = place.submission().task(place.task());
    if (task.absences() > 0) {
      return false;
    }
    run.attempt(place.attempt());
    task.place(run.runId(), place.position());
    task.attach(run);
    return true;
  }

  private record Found(
      SubmissionDirectory files, SpecFile spec, ClaimStore.Claim claim, OptionalLong job) {}

  /** Claims a submission unless its controller lives or it is of another store. */
  private Optional<Found> take(SubmissionDirectory files) {
    Optional<SpecFile> spec = files.findSpec();
    if (spec.isEmpty() || !spec.get().header().isOf(store, jobs.root())) {
      return Optional.empty();
    }
    Optional<ClaimStore.Claim> claim = jobs.claims().tryClaim(files.id(), Submitter.WHOLE);
    if (claim.isEmpty()) {
      return Optional.empty();
    }
    known.add(files.id());
    try {
      return Optional.of(new Found(files, spec.get(), claim.get(), files.job()));
    } catch (IOException e) {
      LOG.warn("The submission {} is of no use any more.", files.path(), e);
      return Optional.empty();
    }
  }

  private void adopt(Found found, List<QueueEntry> entries) {
    SpecFile.Header header = found.spec().header();
    Optional<QueueEntry> any =
        entries.stream()
            .filter(entry -> entry.name().equals(header.name()))
            .filter(entry -> found.job().isEmpty() || entry.jobId() == found.job().getAsLong())
            .findFirst();
    Submission submission =
        new Submission(
            found.files(),
            header.name(),
            any.map(QueueEntry::jobId).orElse(0L),
            header.tasks(),
            any.map(QueueEntry::limit).orElse(0),
            found.claim(),
            false);
    submission.see(entries);
    try {
      int runs = any.isEmpty() ? 0 : place(submission, found.spec());
      if (runs > 0) {
        LOG.info("Job {} of an earlier controller has {} runs left.", submission.jobId(), runs);
      }
      board.submissions().add(submission);
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("The submission {} is of no use any more.", found.files().path(), e);
    }
  }

  /** Notes which runs the live tasks have left; returns how many. */
  private int place(Submission submission, SpecFile spec) throws IOException {
    int count = 0;
    boolean allWithdrawn = submission.files().withdrawnAll().isPresent();
    for (ArrayTask task : submission.tasks()) {
      if (allWithdrawn || task.absences() > 0) {
        continue;
      }
      List<RunPayload> payloads = spec.task(task.number());
      Set<Integer> withdrawn = submission.files().withdrawnFrom(task.number()).keySet();
      Map<RunId, StoredRun> stored =
          store.findRuns(payloads.stream().map(RunPayload::runId).toList());
      for (int position = 0; position < payloads.size(); position++) {
        RunPayload payload = payloads.get(position);
        if (!withdrawn.contains(position) && !isSettled(payload, stored.get(payload.runId()))) {
          places.put(
              payload.runId(), new Place(submission, task.number(), position, payload.attempt()));
          left.merge(submission, 1, Integer::sum);
          count++;
        }
      }
    }
    return count;
  }

  private boolean isSettled(RunPayload payload, @Nullable StoredRun known) {
    return known != null
        && Settled.find(store, payload.runId(), known, payload.attempt()).isPresent();
  }

  /** Returns whether runs may still be attached to a submission. */
  boolean expects(Submission submission) {
    return left.containsKey(submission);
  }
}
