package io.metalab;

import io.metalab.api.Experiment;
import io.metalab.api.executor.Resources;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.cli.study.DeclaredStudy;
import io.metalab.core.artifact.StoredArtifacts;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.provenance.ProvenanceCollector;
import io.metalab.core.registry.Executors;
import io.metalab.core.registry.Stores;
import io.metalab.core.run.RunOptions;
import io.metalab.core.run.StudyResult;
import io.metalab.core.run.StudyRunner;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.study.StudyManifest;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Executes studies for programs, without a command line. */
final class StudyLaunch {
  private static final Path HERE = Path.of("");

  private StudyLaunch() {}

  static StudyHandle start(DeclaredStudy study, String locator, RunOptions options) {
    return inStore(
        locator,
        store -> new StudyHandle(runner(study, locator, store, options).start(), store, true));
  }

  static StudyRun run(DeclaredStudy study, String locator, RunOptions options) {
    return inStore(
        locator,
        store -> {
          StudyResult outcome = runner(study, locator, store, options).start().result();
          return new StudyRun(study.experiment().id(), store, outcome);
        });
  }

  /** Opens a store, which is closed again if what is done with it fails. */
  private static <T> T inStore(String locator, Function<Store, T> work) {
    return inStore(locator, OpenOptions.readWrite(), work);
  }

  static <T> T inStore(String locator, OpenOptions how, Function<Store, T> work) {
    Store store = Stores.open(locator, how, loader());
    try {
      return work.apply(store);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static StudyRunner runner(
      DeclaredStudy study, String locator, Store store, RunOptions options) {
    Pipeline pipeline = study.pipeline();
    Experiment first = pipeline.stages().get(0).experiment();
    RunOptions complete =
        options.resources().equals(Resources.DEFAULT)
            ? options.toBuilder().resources(study.resources()).build()
            : options;
    FileDigests digests = FileDigests.of(HERE);
    ClassLoader loader = loader();
    StudyManifest manifest =
        StudyManifest.ofJava(
            pipeline, study.resources(), "", "", HERE, List.of(), Stores.directory(locator, HERE));
    Function<Experiment, StudyPlan> planner =
        experiment -> StudyPlan.of(experiment, digests, StoredArtifacts.of(store));
    return StudyRunner.of(
            planner.apply(first), store, Executors.plugins(loader).byName(options.executor()))
        .stages(pipeline, planner)
        .options(complete)
        .manifest(manifest.toJson())
        .provenance(ProvenanceCollector.start(HERE, first.operation(), options.workers()).collect())
        .files(digests)
        .loader(loader);
  }

  /** Returns what sees the plugins of the calling program. */
  static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? StudyLaunch.class.getClassLoader() : context;
  }
}
