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
 *
 * @param mainClass name of the class that the file is named for
 * @param classes directory of its classes
 * @param libraries what it may use, besides the class path of this program
 */
public record JavaProgram(String mainClass, Path classes, List<Path> libraries) {
  private static final String SUFFIX = ".java";
  private static final Pattern PACKAGE =
      Pattern.compile("(?m)^\\s*package\\s+([\\p{Alnum}_.]+)\\s*;");

  public JavaProgram {
    requireNonNull(mainClass, "mainClass");
    requireNonNull(classes, "classes");
    libraries = List.copyOf(libraries);
  }

  /**
   * Compiles a file, unless that was done before.
   *
   * @param source the file, as it is called in messages
   * @param libraries what it may use besides the class path of this program
   * @param cache where compiled programs are kept; see {@link #userCache}
   * @throws MetalabException with {@link ErrorCode#FILE_UNREADABLE} if it cannot be read, with
   *     {@link ErrorCode#INVALID_STUDY} and the place of each error if it does not compile, or if
   *     this Java has no compiler
   */
  public static JavaProgram compile(Path source, List<Path> libraries, Path cache) {
    List<Path> uses = new ArrayList<>(libraries);
    uses.addAll(ownClassPath());
    try {
      String text = Files.readString(source);
      Path classes = cache.resolve(key(text, uses));
      if (!Files.isDirectory(classes)) {
        Path parent = Files.createDirectories(requireNonNull(classes.getParent()));
        Path fresh = Files.createTempDirectory(parent, "new");
        try {
          new JavaCompilation(ToolProvider.getSystemJavaCompiler(), source, text)
              .compile(uses, fresh);
          Directories.publish(fresh, classes);
        } finally {
          Directories.delete(fresh);
        }
      }
      return new JavaProgram(mainClass(source, text), classes, libraries);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE,
          "The Java file %s cannot be read or compiled: %s".formatted(source, e),
          e);
    }
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
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        String.join(File.pathSeparator, paths.stream().map(Path::toString).toList()),
        mainClass);
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

  private static List<Path> ownClassPath() {
    List<Path> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
      entries.add(Path.of(entry).toAbsolutePath());
    }
    return entries;
  }

  private static String key(String text, List<Path> uses) {
    return CanonicalJson.sha256(Runtime.version().feature() + "\n" + uses + "\n" + text);
  }

  private static String mainClass(Path source, String text) {
    Matcher matcher = PACKAGE.matcher(text);
    String file = source.getFileName().toString();
    String name = file.substring(0, file.length() - SUFFIX.length());
    return matcher.find() ? matcher.group(1) + "." + name : name;
  }
}
