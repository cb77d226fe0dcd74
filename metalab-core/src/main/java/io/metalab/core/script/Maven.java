package io.metalab.core.script;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Maven of this machine, with its settings: asked for what is in its local repository first,
 * then, unless that is forbidden, for what it can download.
 */
final class Maven implements JarSource {
  private static final String GOAL =
      "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath";
  private static final String ERROR = "[ERROR] ";

  /** Maven resets colours that it was told to leave out. */
  private static final Pattern ESCAPE = Pattern.compile("\u001b\\[[0-9;]*m");

  private static final Pattern REASON =
      Pattern.compile(".*Could not resolve dependencies for project \\S+ (.*?)(?: -> \\[Help.*)?");

  private final String program;

  Maven() {
    this("mvn");
  }

  /** Creates the Maven that a program of another name starts. */
  Maven(String program) {
    this.program = requireNonNull(program, "program");
  }

  @Override
  public List<Path> find(List<Coordinates> jars, boolean offline) {
    try {
      Path directory = Files.createTempDirectory("metalab-deps-");
      try {
        Files.writeString(directory.resolve("pom.xml"), project(jars));
        Answer local = ask(directory, true);
        Answer answer = local.found() || offline ? local : ask(directory, false);
        if (!answer.found()) {
          throw missing(jars, answer.said(), offline);
        }
        return jars(directory);
      } finally {
        Directories.delete(directory);
      }
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.UNSATISFIABLE,
          "%s in //DEPS is not among the program's own jars, and Maven, which would find it, does not start: %s. Install it, or add it to the PATH."
              .formatted(names(jars), e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MetalabException(
          ErrorCode.CANCELLED, "The search for %s was interrupted.".formatted(names(jars)), e);
    }
  }

  private record Answer(boolean found, List<String> said) {}

  private Answer ask(Path directory, boolean offline) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program, "-q", "-B", "-Dstyle.color=never"));
    if (offline) {
      command.add("-o");
    }
    command.addAll(List.of(GOAL, "-Dmdep.outputFile=" + output(directory)));
    Path log = directory.resolve("log");
    Process maven =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      int exitCode = maven.waitFor();
      return new Answer(
          exitCode == 0 && Files.isRegularFile(output(directory)),
          Files.readString(log, Charset.defaultCharset()).lines().toList());
    } finally {
      maven.destroy();
    }
  }

  private static Path output(Path directory) {
    return directory.resolve("classpath");
  }

  private static List<Path> jars(Path directory) throws IOException {
    return Stream.of(Files.readString(output(directory)).strip().split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  /** Returns a project that needs the jars and is nothing else. */
  private static String project(List<Coordinates> jars) {
    StringBuilder project =
        new StringBuilder(
            "<project><modelVersion>4.0.0</modelVersion><groupId>script</groupId>"
                + "<artifactId>script</artifactId><version>1</version>"
                + "<packaging>pom</packaging><dependencies>\n");
    for (Coordinates jar : jars) {
      project.append(
          "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</dependency>\n"
              .formatted(
                  jar.group(),
                  jar.artifact(),
                  jar.version(),
                  jar.classifier().isEmpty()
                      ? ""
                      : "<classifier>" + jar.classifier() + "</classifier>"));
    }
    return project.append("</dependencies></project>\n").toString();
  }

  private static MetalabException missing(
      List<Coordinates> jars, List<String> said, boolean offline) {
    return new MetalabException(
        ErrorCode.UNSATISFIABLE,
        "%s in //DEPS cannot be had%s. Maven says: %s"
            .formatted(
                names(jars),
                offline
                    ? " offline, neither from the program's own jars nor from the local Maven"
                        + " repository"
                    : "",
                reason(said)));
  }

  private static String reason(List<String> said) {
    List<String> errors =
        said.stream()
            .map(line -> ESCAPE.matcher(line).replaceAll(""))
            .filter(line -> line.startsWith(ERROR))
            .toList();
    for (String error : errors) {
      Matcher matcher = REASON.matcher(error);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    return errors.isEmpty()
        ? String.join(" ", said).strip()
        : errors.get(0).substring(ERROR.length());
  }

  private static String names(List<Coordinates> jars) {
    return String.join(", ", jars.stream().map(Coordinates::toString).toList());
  }
}
