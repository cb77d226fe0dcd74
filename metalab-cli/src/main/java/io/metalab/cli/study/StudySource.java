package io.metalab.cli.study;

import io.metalab.api.Experiment;
import io.metalab.cli.CliContext;
import io.metalab.cli.CliEnvironment;
import io.metalab.core.artifact.ArtifactResolver;
import io.metalab.core.artifact.StoredArtifacts;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.run.RunOptions;
import io.metalab.core.stage.Pipeline;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A study that is to be run, wherever it was declared. */
public interface StudySource {
  /** Returns the experiment; of a study of several stages that of the last one. */
  Experiment experiment();

  /** Returns the stages; one without a name for a study that has none. */
  Pipeline pipeline();

  /** Returns other options with what the study itself says in their place. */
  RunOptions options(RunOptions base);

  /** Returns the names of what the study itself says of its execution. */
  Set<String> settingNames();

  /** Returns the directory that relative paths of the study are relative to. */
  Path baseDirectory();

  /** Returns what sees the study's own classes. */
  ClassLoader classLoader();

  /** Returns the digests of the study's files, remembered where the person's digests are. */
  default FileDigests files(CliEnvironment environment) {
    return FileDigests.of(
        baseDirectory(), FileDigests.userCache(environment.variables()), environment.clock());
  }

  /** Returns what finds the artifacts of earlier runs that the study takes, in the store. */
  default ArtifactResolver artifacts(CliContext context) {
    return StoredArtifacts.of(context::storeOfInputs, context.storeName());
  }

  /** Returns the plan of the study as it is now; hashes its files and looks up its artifacts. */
  default StudyPlan plan(CliContext context) {
    return planner(context).apply(experiment());
  }

  /** Returns what plans the stages of the study, each when what it takes of others is known. */
  default Function<Experiment, StudyPlan> planner(CliContext context) {
    FileDigests files = files(context.environment());
    ArtifactResolver artifacts = artifacts(context);
    return experiment -> StudyPlan.of(experiment, files, artifacts);
  }

  /**
   * Returns the text that the store keeps so that the study can be resumed.
   *
   * @param storeDirectory the directory of the store, if it has one
   */
  String manifest(Optional<Path> storeDirectory);

  /** Copies what was made for this study alone to where whoever reads its store finds it. */
  default void publish(Path storeDirectory) {}

  /** Returns the command that continues the study. */
  String resumeCommand();
}
