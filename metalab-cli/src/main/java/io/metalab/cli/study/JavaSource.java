package io.metalab.cli.study;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Experiment;
import io.metalab.core.run.RunOptions;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.study.StudyManifest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A study that Java code declares.
 *
 * @param declared the declaration
 * @param mainClass name of the class that declares it
 * @param command the command that starts the program, or empty
 * @param baseDirectory directory that relative paths are relative to
 * @param classes see the operation
 * @param resumeCommand the command that continues it
 */
public record JavaSource(
    DeclaredStudy declared,
    String mainClass,
    String command,
    Path baseDirectory,
    JavaClasses classes,
    String resumeCommand)
    implements StudySource {
  public JavaSource {
    requireNonNull(declared, "declared");
    requireNonNull(mainClass, "mainClass");
    requireNonNull(command, "command");
    requireNonNull(baseDirectory, "baseDirectory");
    requireNonNull(classes, "classes");
    requireNonNull(resumeCommand, "resumeCommand");
  }

  @Override
  public Experiment experiment() {
    return declared.experiment();
  }

  @Override
  public Pipeline pipeline() {
    return declared.pipeline();
  }

  @Override
  public ClassLoader classLoader() {
    return classes.loader();
  }

  @Override
  public RunOptions options(RunOptions base) {
    return base.toBuilder().resources(declared.resources()).build();
  }

  @Override
  public Set<String> settingNames() {
    return Set.of();
  }

  @Override
  public void publish(Path storeDirectory) {
    classes.program().ifPresent(program -> program.publish(storeDirectory));
  }

  @Override
  public String manifest(Optional<Path> storeDirectory) {
    return StudyManifest.ofJava(
            declared.pipeline(),
            declared.resources(),
            mainClass,
            command,
            baseDirectory,
            classes.lasting(storeDirectory),
            storeDirectory)
        .toJson();
  }
}
