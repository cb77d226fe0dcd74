package io.metalab.cli.command;

import io.metalab.api.ErrorCode;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CliException;
import io.metalab.core.registry.UserClassPath;
import io.metalab.core.script.JavaProgram;
import io.metalab.core.script.Libraries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What a Java file may use, and how that is found. */
final class JavaFileOptions {
  @Option(
      names = "--classpath",
      paramLabel = "PATH",
      split = ":",
      description = "Jars and directories of classes that the file may use besides.")
  List<String> classPath = new ArrayList<>();

  @Option(
      names = "--offline",
      description = "Download nothing: a jar that is not on this machine is an error.")
  boolean offline;

  /** Compiles a file, and tells what a person should know of its libraries. */
  JavaProgram compile(CliContext context, String file) {
    JavaProgram program =
        JavaProgram.compile(path(context, file), entries(context), libraries(context));
    program.remarks().forEach(remark -> context.terminal().errFolded("warning: " + remark));
    return program;
  }

  /** Returns the class path with which {@code java} runs a file. */
  List<Path> classPath(CliContext context, String file) {
    return JavaProgram.classPath(path(context, file), entries(context), libraries(context));
  }

  private List<Path> entries(CliContext context) {
    return UserClassPath.resolve(classPath, context.environment().directory()).entries();
  }

  private Libraries libraries(CliContext context) {
    Libraries libraries = Libraries.of(context.environment().variables());
    return offline ? libraries.offline() : libraries;
  }

  private static Path path(CliContext context, String file) {
    Path path = context.shown(context.path(file));
    if (!file.endsWith(".java")) {
      throw CliException.usage(
          "The file %s is no Java file: its name must end with .java.".formatted(file), "");
    }
    if (!Files.isRegularFile(path)) {
      throw new CliException(
          ErrorCode.FILE_UNREADABLE, "There is no Java file %s.".formatted(path), "");
    }
    return path;
  }
}
