package io.metalab.core.command;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.json.CanonicalJson;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A Java program in one file, compiled into a cache that its content addresses.
 *
 * @param mainClass name of the class that the file is named for
 * @param classPath directory of its classes, then what it may use
 */
record JavaScript(String mainClass, List<Path> classPath) {
  private static final String SUFFIX = ".java";
  private static final Pattern PACKAGE =
      Pattern.compile("(?m)^\\s*package\\s+([\\p{Alnum}_.]+)\\s*;");

  JavaScript {
    requireNonNull(mainClass, "mainClass");
    classPath = List.copyOf(classPath);
  }

  /**
   * Compiles a file, unless that was done before.
   *
   * @param source the file
   * @param libraries what it may use besides the class path of this program
   * @throws MetalabException with {@link ErrorCode#FILE_UNREADABLE} if it cannot be read, with
   *     {@link ErrorCode#INVALID_STUDY} and the compiler's words if it does not compile
   */
  static JavaScript compile(Path source, List<Path> libraries) {
    List<Path> uses = new ArrayList<>(libraries);
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
      uses.add(Path.of(entry).toAbsolutePath());
    }
    try {
      String text = Files.readString(source);
      Path classes = cache(text, uses);
      if (!Files.isDirectory(classes)) {
        Path fresh = Files.createTempDirectory(Files.createDirectories(classes.getParent()), "new");
        compile(source, uses, fresh);
        publish(fresh, classes);
      }
      List<Path> classPath = new ArrayList<>(List.of(classes));
      classPath.addAll(uses);
      return new JavaScript(mainClass(source, text), classPath);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE,
          "The script %s cannot be read or compiled: %s".formatted(source, e),
          e);
    }
  }

  /** Returns the words that start the program. */
  List<String> words() {
    List<String> paths = classPath.stream().map(Path::toString).toList();
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        String.join(File.pathSeparator, paths),
        mainClass);
  }

  private static Path cache(String text, List<Path> uses) {
    String key = CanonicalJson.sha256(Runtime.version().feature() + "\n" + uses + "\n" + text);
    Path digests = FileDigests.userCache(System.getenv());
    return digests.resolveSibling("java").resolve(key);
  }

  private static String mainClass(Path source, String text) {
    Matcher matcher = PACKAGE.matcher(text);
    String file = source.getFileName().toString();
    String name = file.substring(0, file.length() - SUFFIX.length());
    return matcher.find() ? matcher.group(1) + "." + name : name;
  }

  private static void compile(Path source, List<Path> uses, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The script %s needs a compiler, but this Java (%s) is a runtime without one. Use a JDK."
              .formatted(source.getFileName(), System.getProperty("java.home")));
    }
    List<String> paths = uses.stream().map(Path::toString).toList();
    List<String> options =
        List.of(
            "-d",
            classes.toString(),
            "-cp",
            String.join(File.pathSeparator, paths),
            "-encoding",
            "UTF-8",
            "-proc:none",
            "-nowarn");
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      if (!compiler
          .getTask(said, files, null, options, null, files.getJavaFileObjects(source))
          .call()) {
        throw new MetalabException(
            ErrorCode.INVALID_STUDY,
            "The script does not compile:\n" + said.toString().stripTrailing());
      }
    }
  }

  /** Another process may have been faster; equal content makes it equal classes. */
  private static void publish(Path fresh, Path classes) throws IOException {
    try {
      Files.move(fresh, classes, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(classes)) {
        throw e;
      }
    }
  }
}
