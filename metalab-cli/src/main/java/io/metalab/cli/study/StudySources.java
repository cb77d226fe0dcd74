package io.metalab.cli.study;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.cli.CliContext;
import io.metalab.cli.Manifests;
import io.metalab.cli.output.CliException;
import io.metalab.core.registry.Operations;
import io.metalab.core.registry.UserClassPath;
import io.metalab.core.script.JavaProgram;
import io.metalab.core.script.Libraries;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.study.StudyFile;
import io.metalab.core.study.StudyManifest;
import io.metalab.core.study.StudyOverrides;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the study that a command line names. */
public final class StudySources {
  private static final Pattern CLASS =
      Pattern.compile(
          "(\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*\\.)*"
              + "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");
  private static final Pattern FILE = Pattern.compile(".*\\.(ya?ml|json|java)");
  private static final String JAVA = ".java";

  private StudySources() {}

  /** Returns whether a text names a file, be it there or not. */
  public static boolean isFile(CliContext context, String text) {
    return Files.exists(context.path(text)) || FILE.matcher(text).matches();
  }

  /** Returns the study of a study file, a Java file or a class. */
  public static StudySource declared(CliContext context, String text, RunFlags flags) {
    if (!isFile(context, text) && CLASS.matcher(text).matches()) {
      refuseParams(text, flags);
      UserClassPath classPath =
          UserClassPath.resolve(flags.classPath, context.environment().directory());
      return ofClass(context, text, JavaClasses.of(classPath, context.environment().loader()));
    }
    if (text.endsWith(JAVA)) {
      return ofJavaFile(context, text, flags);
    }
    return new FileSource(
        StudyFile.read(
            context.shown(context.path(text)),
            StudyOverrides.parse(flags.params),
            classPath(context, flags),
            context.environment().loader()));
  }

  /** Returns the study that the store holds under a name, or the one declared last. */
  public static StudySource stored(CliContext context, @Nullable String text, RunFlags flags) {
    return stored(context, Manifests.of(context.readStore()).find(text), flags, true);
  }

  /**
   * Returns a study of the store as far as it can be had without calling the main method of a
   * program, for commands that only look.
   */
  public static StudySource lookedAt(CliContext context, StudyManifest manifest) {
    return stored(context, manifest, new RunFlags(), false);
  }

  private static StudySource stored(
      CliContext context, StudyManifest manifest, RunFlags flags, boolean mayCallMain) {
    if (manifest.declaredInJava()) {
      return ofProgram(context, manifest, flags, mayCallMain);
    }
    return new FileSource(
        manifest.reload(
            context.storeDirectory(),
            StudyOverrides.parse(flags.params),
            classPath(context, flags),
            context.environment().loader()));
  }

  private static StudySource ofJavaFile(CliContext context, String text, RunFlags flags) {
    refuseParams(text, flags);
    Path file = context.shown(context.path(text));
    if (!Files.isRegularFile(file)) {
      throw new CliException(
          ErrorCode.FILE_UNREADABLE, "There is no Java file %s.".formatted(file), "");
    }
    Path directory = context.environment().directory();
    JavaProgram program =
        JavaProgram.compile(
            file,
            UserClassPath.resolve(flags.classPath, directory).entries(),
            Libraries.of(context.environment().variables()));
    warn(context, text, program);
    JavaClasses classes = JavaClasses.of(program, context.environment().loader());
    String command =
        "metalab run "
            + text
            + (flags.classPath.isEmpty()
                ? ""
                : " --classpath " + String.join(":", flags.classPath));
    Class<?> type =
        JavaDeclarations.find(program.mainClass(), classes.loader())
            .orElseThrow(
                () ->
                    new CliException(
                        ErrorCode.INVALID_STUDY,
                        "There is no class '%s' in %s.".formatted(program.mainClass(), file),
                        "the class that declares the study has the name of its file"));
    return java(
        JavaDeclarations.load(type, true), program.mainClass(), command, directory, classes);
  }

  private static void warn(CliContext context, String text, JavaProgram program) {
    program.remarks().forEach(remark -> context.terminal().errFolded("warning: " + remark));
    if (!program.javaOptions().isEmpty()) {
      context
          .terminal()
          .errFolded(
              "warning: %s asks for %s, but its study is declared and run in this process;"
                      .formatted(text, String.join(" ", program.javaOptions()))
                  + " METALAB_JAVA_OPTS gives options to metalab.");
    }
  }

  /** A study that a program declares is declared by it again, or else by what is stored of it. */
  private static StudySource ofProgram(
      CliContext context, StudyManifest manifest, RunFlags flags, boolean mayCallMain) {
    refuseParams(manifest.study(), flags);
    Path base = manifest.baseDirectory(context.storeDirectory());
    UserClassPath classPath = classPathOf(manifest, classPath(context, flags), base);
    JavaClasses classes = JavaClasses.of(classPath, context.environment().loader());
    Optional<Class<?>> type = JavaDeclarations.find(manifest.source(), classes.loader());
    if (type.isEmpty()) {
      return ofData(context, manifest, base, classes);
    }
    try {
      DeclaredStudy declared = JavaDeclarations.load(type.get(), mayCallMain);
      if (declared.experiment().id().equals(manifest.study())) {
        return java(declared, manifest.source(), manifest.command(), base, classes);
      }
      return ofData(context, manifest, base, classes);
    } catch (MetalabException program) {
      try {
        return ofData(context, manifest, base, classes);
      } catch (MetalabException data) {
        // That it declares no study is no news; that it failed is.
        throw program instanceof CliException ? data : program;
      }
    }
  }

  private static UserClassPath classPathOf(StudyManifest manifest, List<String> given, Path base) {
    if (!given.isEmpty()) {
      return UserClassPath.resolve(given, base);
    }
    try {
      return UserClassPath.resolve(manifest.classPath(), base);
    } catch (MetalabException e) {
      CliException gone =
          new CliException(
              e.code(),
              "The classes of %s are gone. %s".formatted(manifest.study(), e.getMessage()),
              manifest.command().isEmpty()
                  ? "--classpath tells where they are now"
                  : manifest.command());
      gone.initCause(e);
      throw gone;
    }
  }

  private static StudySource ofData(
      CliContext context, StudyManifest manifest, Path base, JavaClasses classes) {
    DeclaredStudy declared =
        new DeclaredStudy(
            Pipeline.of(manifest.redeclare(new Operations(classes.loader()))),
            manifest.resources());
    if (!manifest.derivedGroups().isEmpty()) {
      context
          .terminal()
          .err(
              "warning: the derived metrics %s are computed by the program alone: %s"
                  .formatted(String.join(", ", manifest.derivedGroups()), manifest.command()));
    }
    return java(declared, manifest.source(), manifest.command(), base, classes);
  }

  private static StudySource ofClass(CliContext context, String name, JavaClasses classes) {
    Class<?> type =
        JavaDeclarations.find(name, classes.loader())
            .orElseThrow(
                () ->
                    new CliException(
                        ErrorCode.INVALID_STUDY,
                        "There is no study file and no class '%s'.".formatted(name),
                        "a class is looked for on the class path; --classpath adds to it"));
    return java(
        JavaDeclarations.load(type, true), name, "", context.environment().directory(), classes);
  }

  private static StudySource java(
      DeclaredStudy declared, String mainClass, String command, Path base, JavaClasses classes) {
    String resume = "metalab resume " + declared.experiment().name();
    return new JavaSource(declared, mainClass, command, base, classes, resume);
  }

  private static List<String> classPath(CliContext context, RunFlags flags) {
    return flags.classPath.stream().map(entry -> context.path(entry).toString()).toList();
  }

  private static void refuseParams(String name, RunFlags flags) {
    if (!flags.params.isEmpty()) {
      throw CliException.usage(
          "The option -p sets parameters of study files; %s is declared in Java.".formatted(name),
          "");
    }
  }
}
