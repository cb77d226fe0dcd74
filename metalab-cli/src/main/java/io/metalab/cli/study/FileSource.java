package io.metalab.cli.study;

import io.metalab.api.Experiment;
import io.metalab.cli.CliContext;
import io.metalab.core.artifact.ArtifactResolver;
import io.metalab.core.run.RunOptions;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.study.LoadedStudy;
import io.metalab.core.study.StudyManifest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** A study that was read from a file or from the store's manifest of one. */
record FileSource(LoadedStudy study) implements StudySource {
  @Override
  public Experiment experiment() {
    return study.experiment();
  }

  @Override
  public Pipeline pipeline() {
    return study.pipeline();
  }

  @Override
  public RunOptions options(RunOptions base) {
    return study.options(base);
  }

  @Override
  public Set<String> settingNames() {
    return study.settingNames();
  }

  @Override
  public Path baseDirectory() {
    return study.baseDirectory();
  }

  @Override
  public ClassLoader classLoader() {
    return study.classLoader();
  }

  @Override
  public ArtifactResolver artifacts(CliContext context) {
    return study.located(StudySource.super.artifacts(context));
  }

  @Override
  public String manifest(Optional<Path> storeDirectory) {
    return StudyManifest.of(study, storeDirectory).toJson();
  }

  @Override
  public String resumeCommand() {
    return "metalab resume " + experiment().name();
  }
}
