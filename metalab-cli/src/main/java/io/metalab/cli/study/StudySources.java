package io.metalab.cli.study;

import io.metalab.api.Experiment;
import io.metalab.api.store.Store;
import io.metalab.cli.CliContext;
import io.metalab.cli.Manifests;
import io.metalab.cli.output.CliException;
import io.metalab.core.registry.Operations;
import io.metalab.core.registry.UserClassPath;
import io.metalab.core.study.StudyFile;
import io.metalab.core.study.StudyManifest;
import io.metalab.core.study.StudyOverrides;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the study that a command line names. */
public final class StudySources {
  private static final Pattern CLASS =
      Pattern.compile(
          "(\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*\\.)*"
              + "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");
  private static final Pattern FILE = Pattern.compile(".*\\.(ya?ml|json)");

  private StudySources() {}

  /** Returns the study of a file or class. */
  public static StudySource declared(CliContext context, String text, RunFlags flags) {
    Path file = context.path(text);
    boolean isClass =
        !Files.exists(file) && !FILE.matcher(text).matches() && CLASS.matcher(text).matches();
    if (isClass) {
      return ofClass(context, text, flags);
    }
    return new FileSource(
        StudyFile.read(
            context.shown(file),
            StudyOverrides.parse(flags.params),
            classPath(context, flags),
            context.environment().loader()));
  }

  /** Returns the study that the store holds under a name, or the one declared last. */
  public static StudySource stored(CliContext context, @Nullable String text, RunFlags flags) {
    Store store = context.readStore();
    StudyManifest manifest = Manifests.of(store).find(text);
    if (manifest.declaredInJava()) {
      return ofProgram(context, manifest, flags);
    }
    return new FileSource(
        manifest.reload(
            context.storeDirectory(),
            StudyOverrides.parse(flags.params),
            classPath(context, flags),
            context.environment().loader()));
  }

  /** A study that a method of a class declares is declared by it again, any other by its data. */
  private static StudySource ofProgram(CliContext context, StudyManifest manifest, RunFlags flags) {
    refuseParams(manifest.study(), flags);
    try {
      return ofClass(context, manifest.source(), flags);
    } catch (CliException e) {
      return ofData(context, manifest, flags);
    }
  }

  private static StudySource ofData(CliContext context, StudyManifest manifest, RunFlags flags) {
    Path base = manifest.baseDirectory(context.storeDirectory());
    ClassLoader parent = context.environment().loader();
    List<String> given = classPath(context, flags);
    List<String> entries = given.isEmpty() ? manifest.classPath() : given;
    ClassLoader loader =
        entries.isEmpty() ? parent : UserClassPath.resolve(entries, base).open(parent);
    Experiment experiment = manifest.redeclare(new Operations(loader));
    if (!manifest.derivedGroups().isEmpty()) {
      context
          .terminal()
          .err(
              "warning: the derived metrics %s are computed by the program alone: %s"
                  .formatted(String.join(", ", manifest.derivedGroups()), manifest.command()));
    }
    return new JavaSource(
        experiment,
        manifest.source(),
        manifest.command(),
        base,
        loader,
        "metalab resume " + experiment.name());
  }

  private static List<String> classPath(CliContext context, RunFlags flags) {
    return flags.classPath.stream().map(entry -> context.path(entry).toString()).toList();
  }

  private static StudySource ofClass(CliContext context, String name, RunFlags flags) {
    refuseParams(name, flags);
    ClassLoader loader = context.environment().loader();
    Path directory = context.environment().directory();
    if (!flags.classPath.isEmpty()) {
      loader = UserClassPath.resolve(flags.classPath, directory).open(loader);
    }
    return JavaSource.load(name, loader, directory);
  }

  private static void refuseParams(String name, RunFlags flags) {
    if (!flags.params.isEmpty()) {
      throw CliException.usage(
          "The option -p sets parameters of study files; %s is declared in Java.".formatted(name),
          "");
    }
  }
}
