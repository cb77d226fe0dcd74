package io.metalab.executor.slurm;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.RemotableBody;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunBody;
import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Finds out whether and how studies can be executed in the queue of this machine's cluster. */
final class SlurmSetup {
  /** As many runs as a controller keeps in mind without a large heap. */
  private static final int WINDOW = 50_000;

  /** Among how many tasks runs are spread if the study does not say how many may run at once. */
  private static final int BREADTH = 256;

  private static final Set<String> OF_ONE_MACHINE = Set.of("memory", "sqlite");

  private final SlurmClient client;
  private final SlurmTimes times;

  /**
   * Looks in an environment.
   *
   * @param variables the environment, which says where programs are
   * @param times how often things are looked at
   */
  SlurmSetup(Map<String, String> variables, SlurmTimes times) {
    this.client = new SlurmClient(new SlurmTools(variables), System.getProperty("user.name"));
    this.times = times;
  }

  /**
   * Refuses what no node has.
   *
   * @throws MetalabException with {@code UNSATISFIABLE}; also if there is no SLURM
   */
  void check(ExecutorConfig config, Resources wanted) {
    SlurmSettings settings = SlurmSettings.of(config.settings());
    client.require();
    client.largest(settings.partition()).ifPresent(node -> NodeSizes.check(wanted, node));
  }

  /**
   * Opens an executor.
   *
   * @throws MetalabException with {@code UNSATISFIABLE} if there is no SLURM that answers or the
   *     store is out of the nodes' reach, with {@code NOT_LOADABLE} if they cannot make the
   *     operation, with {@code INVALID_STUDY} if a setting is wrong
   */
  SlurmExecutor open(ExecutorConfig config, RunBody body) {
    SlurmSettings settings = SlurmSettings.of(config.settings());
    RemotableBody remotable = RemotableBody.of(body);
    remotable.manifest();
    Path root = root(settings, remotable.store());
    int breadth = config.workers() > 0 ? config.workers() : BREADTH;
    SlurmJobs jobs =
        new SlurmJobs(
            client,
            client.largest(settings.partition()),
            client.limits(),
            settings,
            new TaskSizes(settings.chunkSize(), settings.time(), breadth),
            config.workers(),
            new JobScript(
                settings,
                config.workerJvm(),
                System.getProperty("java.class.path"),
                Path.of("").toAbsolutePath()),
            times,
            remotable,
            claims(remotable.store()),
            root);
    return new SlurmExecutor(jobs, config.window() == 0 ? WINDOW : config.window());
  }

  private static ClaimStore claims(Store store) {
    if (store instanceof ClaimStore claims) {
      return claims;
    }
    throw outOfReach(store);
  }

  private static Path root(SlurmSettings settings, Store store) {
    String scheme = Stores.toUri(store.locator(), Path.of("")).getScheme();
    if (OF_ONE_MACHINE.contains(scheme)) {
      throw outOfReach(store);
    }
    if (!settings.directory().isEmpty()) {
      Path outside = Path.of(settings.directory()).toAbsolutePath().normalize();
      SubmissionRoots.keep(store, outside);
      return outside;
    }
    return SubmissionRoots.inside(store)
        .orElseThrow(
            () ->
                new MetalabException(
                    ErrorCode.UNSATISFIABLE,
                    "The store %s is no directory, so the executor slurm needs another place for the files of its jobs: name one that all nodes see in run.slurm.directory."
                        .formatted(store.locator())));
  }

  private static MetalabException outOfReach(Store store) {
    return new MetalabException(
        ErrorCode.UNSATISFIABLE,
        "The nodes of a cluster cannot share the store %s. Choose a directory that all nodes see, such as --store /shared/runs, or postgresql:."
            .formatted(store.locator()));
  }
}
