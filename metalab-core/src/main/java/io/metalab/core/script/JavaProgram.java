package io.metalab.core.script;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.json.CanonicalJson;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * A Java program in one file, compiled into the user's cache under a name made from its content.
 * What its header asks for, in comments such as {@code //DEPS info.picocli:picocli:4.7.7}, it gets.
 *
 * @param mainClass name of the class that the file is named for
 * @param classes directory of its classes
 * @param libraries what it may use, besides the class path of this program
 * @param javaOptions options of the process that runs it
 * @param remarks what a person should know of its libraries
 */
public record JavaProgram(
    String mainClass,
    Path classes,
    List<Path> libraries,
    List<String> javaOptions,
    List<String> remarks) {
  private static final String SUFFIX = ".java";
  private static final Pattern PACKAGE =
      Pattern.compile("(?m)^\\s*package\\s+([\\p{Alnum}_.]+)\\s*;");

  public JavaProgram {
    requireNonNull(mainClass, "mainClass");
    requireNonNull(classes, "classes");
    libraries = List.copyOf(libraries);
    javaOptions = List.copyOf(javaOptions);
    remarks = List.copyOf(remarks);
  }

  /**
   * Compiles a file with those that it names, unless that was done before.
   *
   * @param source the file, as it is called in messages
   * @param classPath what it may use besides what it names and the class path of this program
   * @param libraries finds the jars that it names
   * @throws MetalabException with {@link ErrorCode#FILE_UNREADABLE} if it cannot be read, with
   *     {@link ErrorCode#INVALID_STUDY} and the place of each error if its header is wrong or it
   *     does not compile, or if this Java has no compiler, with {@link ErrorCode#UNSATISFIABLE} if
   *     a jar cannot be had
   */
  public static JavaProgram compile(Path source, List<Path> classPath, Libraries libraries) {
    return reading(
        source,
        files -> {
          Resolution found = libraries.resolve(files.header());
          List<Path> uses = new ArrayList<>(classPath);
          uses.addAll(found.jars());
          return new JavaProgram(
              mainClass(source, requireNonNull(files.texts().get(source), "text")),
              compiled(files, uses, libraries),
              uses,
              files.header().javaOptions(),
              found.remarks());
        });
  }

  /**
   * Returns the class path with which {@code java} itself runs a file: what it names, and the class
   * path of this program. Further files are compiled, the one that is run is not.
   *
   * @param source as {@link #compile} has it, and the others, too
   */
  public static List<Path> classPath(Path source, List<Path> classPath, Libraries libraries) {
    return reading(
        source,
        files -> {
          List<Path> entries = new ArrayList<>(classPath);
          entries.addAll(libraries.resolve(files.header()).jars());
          ScriptFiles others = files.others();
          if (!others.texts().isEmpty()) {
            entries.add(0, compiled(others, entries, libraries));
          }
          entries.addAll(libraries.own());
          return entries;
        });
  }

  /**
   * Returns the further files that a program is made of, by its {@code //SOURCES} lines.
   *
   * @throws MetalabException as {@link #compile} has it
   */
  public static List<Path> sources(Path source) {
    return reading(source, files -> List.copyOf(files.others().texts().keySet()));
  }

  private interface Reading<T> {
    T of(ScriptFiles files) throws IOException;
  }

  private static <T> T reading(Path source, Reading<T> reading) {
    try {
      return reading.of(ScriptFiles.read(source));
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE,
          "The Java file %s cannot be read or compiled: %s".formatted(source, e),
          e);
    }
  }

  /**
   * Returns the directory of the classes of files, which are compiled unless that was done before.
   */
  private static Path compiled(ScriptFiles files, List<Path> libraries, Libraries search)
      throws IOException {
    List<Path> uses = new ArrayList<>(libraries);
    uses.addAll(search.own());
    Path classes = search.cache().resolve(key(files, uses));
    if (!Files.isDirectory(classes)) {
      Path parent = Files.createDirectories(requireNonNull(classes.getParent()));
      Path fresh = Files.createTempDirectory(parent, "new");
      try {
        new JavaCompilation(ToolProvider.getSystemJavaCompiler(), files).compile(uses, fresh);
        Directories.publish(fresh, classes);
      } finally {
        Directories.delete(fresh);
      }
    }
    return classes;
  }

  /**
   * Returns the directory in which a person's compiled programs are kept.
   *
   * @param environment the environment variables
   */
  public static Path userCache(Map<String, String> environment) {
    return FileDigests.userCache(environment).resolveSibling("java");
  }

  /** Returns the words that start the program in a process of its own. */
  public List<String> words() {
    List<Path> paths = new ArrayList<>(List.of(classes));
    paths.addAll(libraries);
    paths.addAll(ownClassPath());
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(javaOptions);
    words.add("-cp");
    words.add(String.join(File.pathSeparator, paths.stream().map(Path::toString).toList()));
    words.add(mainClass);
    return words;
  }

  /**
   * Copies the classes to where whoever reads a store finds them, unless they are there.
   *
   * @return the directory of the copy; equal classes have one
   * @throws MetalabException with {@link ErrorCode#STORE_UNUSABLE} if they cannot be written
   */
  public Path publish(Path storeDirectory) {
    try {
      Path copy = publishedAt(storeDirectory);
      if (!Files.isDirectory(copy)) {
        Path parent = Files.createDirectories(requireNonNull(copy.getParent()));
        Path fresh = Files.createTempDirectory(parent, "new");
        try {
          Directories.copy(classes, fresh);
          Directories.publish(fresh, copy);
        } finally {
          Directories.delete(fresh);
        }
      }
      return copy;
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE,
          "The classes of %s cannot be copied into the store %s: %s"
              .formatted(mainClass, storeDirectory, e),
          e);
    }
  }

  /** Returns where {@link #publish} puts the classes. */
  public Path publishedAt(Path storeDirectory) {
    try {
      return storeDirectory
          .resolve(".metalab")
          .resolve("cache")
          .resolve("java")
          .resolve(Directories.digest(classes));
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE,
          "The compiled classes in %s cannot be read: %s".formatted(classes, e),
          e);
    }
  }

  /** Returns the class path of this program, absolute. */
  public static List<Path> ownClassPath() {
    List<Path> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
      entries.add(Path.of(entry).toAbsolutePath());
    }
    return entries;
  }

  private static String key(ScriptFiles files, List<Path> uses) {
    StringBuilder key = new StringBuilder();
    key.append(Runtime.version().feature()).append('\n').append(uses).append('\n');
    key.append(files.header().compilerOptions()).append('\n');
    files.texts().forEach((file, text) -> key.append(file.getFileName()).append('\n').append(text));
    return CanonicalJson.sha256(key.toString());
  }

  private static String mainClass(Path source, String text) {
    Matcher matcher = PACKAGE.matcher(text);
    String file = source.getFileName().toString();
    String name = file.substring(0, file.length() - SUFFIX.length());
    return matcher.find() ? matcher.group(1) + "." + name : name;
  }
}
