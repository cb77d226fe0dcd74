package io.metalab.core.script;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the header of a Java file: lines such as {@code //DEPS info.picocli:picocli:4.7.7}, without
 * a space behind the slashes. What JBang would do otherwise than this program is refused; what only
 * describes is passed over.
 */
final class HeaderReader {
  private static final Pattern LINE = Pattern.compile("//([A-Z][A-Z_-]+)(?:[ \t]+(.*))?");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\\s\"']+)");
  private static final Pattern VERSION = Pattern.compile("(\\d{1,3})(\\+?)");
  private static final Set<String> UNKNOWN =
      Set.of("REPOS", "FILES", "MAIN", "MODULE", "PREVIEW", "JAVAAGENT", "KOTLIN", "GROOVY");

  private final Path file;
  private final int running;
  private final List<DependencyLine> dependencies = new ArrayList<>();
  private final List<String> sources = new ArrayList<>();
  private final List<String> javaOptions = new ArrayList<>();
  private final List<String> compilerOptions = new ArrayList<>();
  private List<Coordinates> gpuJars = List.of();
  private int gpuLine;
  private int line;

  private HeaderReader(Path file, int running) {
    this.file = file;
    this.running = running;
  }

  /**
   * Reads a header.
   *
   * @param file how it is called in messages
   * @param running the version of Java that is to run the file
   * @throws MetalabException with {@link ErrorCode#INVALID_STUDY} and the place of what is wrong
   */
  static ScriptHeader read(Path file, String text, int running) {
    return new HeaderReader(file, running).read(text);
  }

  private ScriptHeader read(String text) {
    for (String written : text.lines().toList()) {
      line++;
      Matcher matcher = LINE.matcher(written);
      if (matcher.matches()) {
        String value = matcher.group(2) == null ? "" : matcher.group(2);
        take(matcher.group(1), (" " + value).split(" //", 2)[0].strip());
      }
    }
    requireNoGpuLine();
    return new ScriptHeader(dependencies, sources, javaOptions, compilerOptions);
  }

  private void take(String word, String value) {
    if (UNKNOWN.contains(word)) {
      throw error(
          "metalab does not do what //%s asks for; jbang does.".formatted(word), "jbang " + file);
    }
    switch (word) {
      case "GPU-DEPS" -> {
        requireNoGpuLine();
        gpuJars = jars(value);
        gpuLine = line;
      }
      case "DEPS" -> {
        dependencies.add(new DependencyLine(jars(value), gpuJars));
        gpuJars = List.of();
      }
      case "SOURCES" -> sources.addAll(names(value));
      case "JAVA" -> requireJava(value);
      case "JAVA_OPTIONS", "RUNTIME_OPTIONS" -> javaOptions.addAll(words(value));
      case "JAVAC_OPTIONS", "COMPILE_OPTIONS" -> compilerOptions.addAll(words(value));
      default -> {
        // A remark, or what describes the file to other programs.
      }
    }
  }

  private void requireNoGpuLine() {
    if (!gpuJars.isEmpty()) {
      line = gpuLine;
      throw error(
          "a //GPU-DEPS line stands before the //DEPS line whose place it takes.",
          "say in a //DEPS line what is used without a GPU");
    }
  }

  private List<Coordinates> jars(String value) {
    List<Coordinates> jars = new ArrayList<>();
    for (String name : names(value)) {
      jars.add(
          Coordinates.parse(name)
              .orElseThrow(
                  () ->
                      error(
                          "'%s' names no jar.".formatted(name),
                          "group:artifact:version, maybe with :classifier behind it")));
    }
    if (jars.isEmpty()) {
      throw error("this line names no jar.", "group:artifact:version");
    }
    return jars;
  }

  private void requireJava(String value) {
    Matcher matcher = VERSION.matcher(value);
    if (!matcher.matches()) {
      throw error("'%s' is no version of Java.".formatted(value), "//JAVA 17+");
    }
    int wanted = Integer.parseInt(matcher.group(1));
    boolean more = !matcher.group(2).isEmpty();
    if (running < wanted || (running > wanted && !more)) {
      throw error(
          "the file asks for Java %s, and this is Java %d.".formatted(value, running),
          running < wanted
              ? "set JAVA_HOME to a JDK %d".formatted(wanted)
              : "//JAVA %d+ takes later ones, too".formatted(wanted));
    }
  }

  /** Returns names, between spaces, commas or semicolons. */
  private static List<String> names(String value) {
    return Pattern.compile("[\\s,;]+")
        .splitAsStream(value)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Returns words; quotes keep spaces. */
  private static List<String> words(String value) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(value);
    int end = -1;
    while (matcher.find()) {
      String part =
          matcher.group(1) != null
              ? matcher.group(1)
              : matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
      // Parts without a space between are one word: -Dname="a b".
      if (matcher.start() == end) {
        words.set(words.size() - 1, words.get(words.size() - 1) + part);
      } else {
        words.add(part);
      }
      end = matcher.end();
    }
    return words;
  }

  private MetalabException error(String what, String hint) {
    return new MetalabException(
        ErrorCode.INVALID_STUDY, "%s:%d: %s (%s)".formatted(file, line, what, hint));
  }
}
