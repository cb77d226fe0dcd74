package io.metalab.core.script;

import static java.util.Objects.requireNonNullElse;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import org.jspecify.annotations.Nullable;

/** The files of one program on their way through the compiler. */
final class JavaCompilation {
  private static final int MOST_ERRORS = 5;

  private final @Nullable JavaCompiler compiler;
  private final ScriptFiles files;

  /**
   * Prepares to compile files.
   *
   * @param compiler that of this Java, or null if it has none
   */
  JavaCompilation(@Nullable JavaCompiler compiler, ScriptFiles files) {
    this.compiler = compiler;
    this.files = files;
  }

  /** Writes the classes into a directory. */
  void compile(List<Path> uses, Path classes) throws IOException {
    if (compiler == null) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The Java file %s needs a compiler, but this Java (%s) is a runtime without one. Use a JDK."
              .formatted(files.program().getFileName(), System.getProperty("java.home")));
    }
    List<String> options = new ArrayList<>(files.header().compilerOptions());
    options.addAll(
        List.of(
            "-d",
            classes.toString(),
            "-cp",
            String.join(File.pathSeparator, uses.stream().map(Path::toString).toList()),
            "-encoding",
            "UTF-8",
            "-proc:none",
            "-nowarn"));
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  Writer.nullWriter(),
                  manager,
                  said,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files.texts().keySet()))
              .call();
      if (!compiled) {
        throw new MetalabException(ErrorCode.INVALID_STUDY, errors(said.getDiagnostics()));
      }
    }
  }

  private String errors(List<Diagnostic<? extends JavaFileObject>> said) {
    List<Diagnostic<? extends JavaFileObject>> errors =
        said.stream()
            .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
            .sorted(Comparator.comparingLong(Diagnostic::getPosition))
            .toList();
    StringBuilder message = new StringBuilder();
    errors.stream()
        .limit(MOST_ERRORS)
        .forEach(error -> message.append(message.isEmpty() ? "" : "\n").append(error(error)));
    if (errors.size() > MOST_ERRORS) {
      message.append("\n... and %d more errors".formatted(errors.size() - MOST_ERRORS));
    }
    return message.toString();
  }

  /** Returns {@code file:line:column: what}, the line and carets below the offending word. */
  private String error(Diagnostic<? extends JavaFileObject> error) {
    String[] words = error.getMessage(Locale.ROOT).split("\\R");
    StringBuilder what = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      what.append(i == 1 ? " (" : ", ").append(words[i].strip().replaceAll("\\s+", " "));
    }
    what.append(words.length > 1 ? ")" : "");
    Path source = file(error);
    String text = requireNonNullElse(files.texts().get(source), "");
    if (error.getPosition() == Diagnostic.NOPOS || error.getLineNumber() == Diagnostic.NOPOS) {
      return "%s: %s".formatted(source, what);
    }
    // The compiler's own column counts a tab as up to eight.
    int at = (int) Math.min(error.getPosition(), text.length());
    int start = 1 + Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1));
    String line = text.substring(start).lines().findFirst().orElse("").replace('\t', ' ');
    int before = text.codePointCount(start, at);
    int length = (int) Math.max(1, Math.min(error.getEndPosition() - at, line.length() - before));
    return "%s:%d:%d: %s\n%4d | %s\n     | %s%s"
        .formatted(
            source,
            error.getLineNumber(),
            before + 1,
            what,
            error.getLineNumber(),
            line,
            " ".repeat(before),
            "^".repeat(length));
  }

  /** Returns where an error is, as the file is called in messages. */
  private Path file(Diagnostic<? extends JavaFileObject> error) {
    if (error.getSource() != null) {
      Path said = Path.of(error.getSource().toUri());
      for (Path file : files.texts().keySet()) {
        if (file.toAbsolutePath().equals(said)) {
          return file;
        }
      }
    }
    return files.program();
  }
}
