package io.metalab.cli.study;

import io.metalab.api.ErrorCode;
import io.metalab.api.store.Store;
import io.metalab.cli.CliContext;
import io.metalab.cli.Manifests;
import io.metalab.cli.output.CliException;
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
    List<String> classPath = flags.classPath.stream().map(e -> context.path(e).toString()).toList();
    return new FileSource(
        StudyFile.read(
            context.shown(file),
            StudyOverrides.parse(flags.params),
            classPath,
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
            context.environment().loader()));
  }

  private static StudySource ofProgram(CliContext context, StudyManifest manifest, RunFlags flags) {
    try {
      return ofClass(context, manifest.source(), flags);
    } catch (CliException e) {
      throw new CliException(
          ErrorCode.INVALID_STUDY,
          "The study %s was declared by the Java program %s."
              .formatted(manifest.study(), manifest.source()),
          "run that program again: it continues the study");
    }
  }

  private static StudySource ofClass(CliContext context, String name, RunFlags flags) {
    if (!flags.params.isEmpty()) {
      throw CliException.usage(
          "The option -p sets parameters of study files; %s is declared in Java.".formatted(name),
          "");
    }
    ClassLoader loader = context.environment().loader();
    Path directory = context.environment().directory();
    if (!flags.classPath.isEmpty()) {
      loader = UserClassPath.resolve(flags.classPath, directory).open(loader);
    }
    return JavaSource.load(name, loader, directory);
  }
}
