package io.metalab.core.provenance;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles sources into a directory, and loads or packs what comes out. */
final class Compiler {
  private Compiler() {}

  /** Compiles sources given as file name and text in turn. */
  static void compile(Path classes, List<Path> classPath, String... namesAndTexts)
      throws IOException {
    Path sources = Files.createTempDirectory(classes.getParent(), "src");
    Files.createDirectories(classes);
    List<String> arguments = new ArrayList<>(List.of("-g", "-d", classes.toString(), "-cp"));
    arguments.add(
        String.join(":", classPath.stream().map(Path::toString).toList())
            + ":"
            + System.getProperty("java.class.path"));
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      Path source = sources.resolve(namesAndTexts[i]);
      Files.writeString(source, namesAndTexts[i + 1]);
      arguments.add(source.toString());
    }
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
      throw new AssertionError("The sources do not compile: " + arguments);
    }
  }

  static Path jar(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        ZipEntry entry = new ZipEntry(classes.relativize(file).toString());
        entry.setTime(0);
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return jar;
  }

  static URLClassLoader loader(Path... entries) {
    return new URLClassLoader(
        Stream.of(entries).map(Compiler::url).toArray(URL[]::new), Compiler.class.getClassLoader());
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
