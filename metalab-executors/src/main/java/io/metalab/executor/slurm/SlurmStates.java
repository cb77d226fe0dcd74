package io.metalab.executor.slurm;

import io.metalab.api.MetalabException;
import io.metalab.api.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a study's jobs do in the queue, for those who look at it from outside. */
public final class SlurmStates {
  private SlurmStates() {}

  /**
   * Counts the tasks of a study in the queue by what they do, in words. The queue is asked unless a
   * controller or another look has within the last 10 s.
   *
   * @param store the store that holds the study
   * @param experimentId {@code name:version}
   * @param variables the environment, which says where SLURM's programs are
   * @return such as {@code waiting: array limit %50 (JobArrayTaskLimit)} and how many do; empty
   *     without submissions
   * @throws MetalabException with {@code UNSATISFIABLE} if SLURM does not answer
   */
  public static Map<String, Integer> of(
      Store store, String experimentId, Map<String, String> variables, Instant now) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Path root : SubmissionRoots.of(store)) {
      count(root, store, experimentId, variables, now, counts);
    }
    return counts;
  }

  private static void count(
      Path root,
      Store store,
      String experimentId,
      Map<String, String> variables,
      Instant now,
      Map<String, Integer> counts) {
    Set<String> names = new TreeSet<>();
    Set<String> ours = new TreeSet<>();
    for (SubmissionDirectory files : SubmissionDirectory.list(root)) {
      files
          .findSpec()
          .map(SpecFile::header)
          .ifPresent(
              header -> {
                names.add(header.name());
                if (header.isOf(store, root) && header.experimentId().equals(experimentId)) {
                  ours.add(header.name());
                }
              });
    }
    if (!ours.isEmpty()) {
      for (QueueEntry entry : entries(root, names, variables, now)) {
        if (ours.contains(entry.name()) && !entry.isOver()) {
          counts.merge(entry.words(), entry.tasks().cardinality(), Integer::sum);
        }
      }
    }
  }

  private static List<QueueEntry> entries(
      Path root, Set<String> names, Map<String, String> variables, Instant now) {
    QueueNote note = new QueueNote(root);
    return note.read(SlurmTimes.DEFAULT.queue(), now)
        .orElseGet(
            () -> {
              List<QueueEntry> asked =
                  new SlurmClient(new SlurmTools(variables), System.getProperty("user.name"))
                      .queue(new ArrayList<>(names));
              note.write(asked);
              return asked;
            });
  }

  /**
   * Says what SLURM there is on this machine.
   *
   * @return its version and how much it takes at once; empty without {@code sbatch} on the path
   * @throws MetalabException with {@code UNSATISFIABLE} if it does not answer
   */
  public static Optional<String> describe(Map<String, String> variables) {
    SlurmTools tools = new SlurmTools(variables);
    if (tools.find("sbatch").isEmpty()) {
      return Optional.empty();
    }
    String version = tools.run("sbatch", List.of("--version")).out().strip();
    SlurmLimits limits = new SlurmClient(tools, System.getProperty("user.name")).limits();
    return Optional.of(
        "%s, arrays of up to %d tasks, %d open at a time"
            .formatted(version, limits.tasksPerArray(), limits.openTasks()));
  }
}
