package io.metalab.core.command;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Capture;
import io.metalab.api.ErrorCode;
import io.metalab.api.ExternalOperation;
import io.metalab.api.FrozenContext;
import io.metalab.api.MetalabException;
import io.metalab.api.OperationSpec;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import io.metalab.core.registry.BoundOperation;
import io.metalab.core.script.JavaProgram;
import io.metalab.core.script.Libraries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A program in any language as an operation: each run is a process of its own. Immutable.
 *
 * <p>The template and the names of environment variables make up the identity; the digests of the
 * inputs are the code digest. Exit code 0 is success, 75 asks for another attempt, any other is
 * failure with the last lines of stderr.
 *
 * <pre>{@code
 * CommandOperation.of("python3", "fit.py", "--degree", "{degree}").inputs("fit.py").bind()
 * }</pre>
 */
public final class CommandOperation implements ExternalOperation {
  private static final String KEY = "command";
  private static final String ARGV = "command";
  private static final String ENVIRONMENT = "environment";
  private static final String DIRECTORY = "directory";
  private static final String GRACE = "grace";
  private static final String SCRIPT = "script";
  private static final String CLASS_PATH = "classpath";
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

  private final CommandTemplate template;
  private final List<String> inputs;
  private final Path directory;
  private final Duration grace;
  private final Optional<Script> script;

  /**
   * A Java program in one file in place of the first two words of the command.
   *
   * @param file relative to the directory
   * @param classPath what it may use besides the class path of this program
   * @param libraries finds the jars that it names
   */
  private record Script(String file, List<String> classPath, Libraries libraries) {
    Script(String file, List<String> classPath) {
      this(file, List.copyOf(classPath), Libraries.of(System.getenv()));
    }

    JavaProgram compile(Path directory) {
      return JavaProgram.compile(
          directory.resolve(file), classPath.stream().map(directory::resolve).toList(), libraries);
    }

    List<String> sources(Path directory) {
      return JavaProgram.sources(directory.resolve(file)).stream()
          .map(source -> directory.relativize(source).toString())
          .toList();
    }
  }

  private CommandOperation(
      CommandTemplate template,
      List<String> inputs,
      Path directory,
      Duration grace,
      Optional<Script> script) {
    this.template = requireNonNull(template, "template");
    this.inputs = List.copyOf(inputs);
    this.directory = directory.toAbsolutePath().normalize();
    this.grace = requireNonNull(grace, "grace");
    this.script = script;
  }

  /**
   * Returns a command that works in the working directory of this program.
   *
   * @param argv the program and its arguments, see {@link CommandTemplate}
   * @throws MetalabException with {@link ErrorCode#INVALID_STUDY} if there is no program or a brace
   *     has no partner
   */
  public static CommandOperation of(String... argv) {
    return of(new CommandTemplate(List.of(argv), List.of()));
  }

  /** Returns a command that works in the working directory of this program. */
  public static CommandOperation of(CommandTemplate template) {
    return new CommandOperation(template, List.of(), Path.of(""), DEFAULT_GRACE, Optional.empty());
  }

  /**
   * Returns a Java program in one file as a command: {@code java F.java args…}, compiled once, with
   * the jars, further files and options that its header names.
   *
   * @param file relative to the directory
   * @param args its arguments, with placeholders
   * @param environment names of the environment variables that its results depend on
   * @param classPath what it may use besides the class path of this program, relative to the
   *     directory
   */
  public static CommandOperation ofScript(
      String file, List<String> args, List<String> environment, List<String> classPath) {
    List<String> argv =
        new ArrayList<>(List.of("java", file.replace("{", "{{").replace("}", "}}")));
    argv.addAll(args);
    return new CommandOperation(
        new CommandTemplate(argv, environment),
        List.of(file),
        Path.of(""),
        DEFAULT_GRACE,
        Optional.of(new Script(file, classPath)));
  }

  /**
   * Returns the command that a payload tells of; see {@link #definition()}.
   *
   * @throws IllegalArgumentException if it tells of something else
   */
  public static CommandOperation ofDefinition(Map<String, Object> definition) {
    if (definition.get(DIRECTORY) instanceof String path
        && definition.get(GRACE) instanceof String time) {
      CommandTemplate template =
          new CommandTemplate(texts(definition, ARGV), texts(definition, ENVIRONMENT));
      Optional<Script> script =
          definition.get(SCRIPT) instanceof String file
              ? Optional.of(new Script(file, texts(definition, CLASS_PATH)))
              : Optional.empty();
      return new CommandOperation(template, List.of(), Path.of(path), Duration.parse(time), script);
    }
    throw new IllegalArgumentException("The definition %s is of no command.".formatted(definition));
  }

  private static List<String> texts(Map<String, Object> definition, String key) {
    if (definition.get(key) instanceof List<?> list) {
      return list.stream().map(String.class::cast).toList();
    }
    throw new IllegalArgumentException(
        "The definition %s of a command needs the list '%s'.".formatted(definition, key));
  }

  /** Returns this command with the files and directories that its code consists of. */
  public CommandOperation inputs(String... newInputs) {
    return inputs(List.of(newInputs));
  }

  /** Returns this command with the files and directories that its code consists of. */
  public CommandOperation inputs(List<String> newInputs) {
    return new CommandOperation(template, newInputs, directory, grace, script);
  }

  /** Returns this command with the environment variables that its results depend on. */
  public CommandOperation environment(String... names) {
    return new CommandOperation(
        new CommandTemplate(template.argv(), List.of(names)), inputs, directory, grace, script);
  }

  /** Returns this command in another directory: it works there, and relative paths start there. */
  public CommandOperation directory(Path newDirectory) {
    return new CommandOperation(template, inputs, newDirectory, grace, script);
  }

  /**
   * Returns this command with another time that its processes may take to end once they are told
   * to; 5 seconds until it is set.
   */
  public CommandOperation grace(Duration newGrace) {
    return new CommandOperation(template, inputs, directory, newGrace, script);
  }

  /** Returns this command with its description: {@code command@<digest>}, any params. */
  public BoundOperation bind() {
    OperationSpec spec =
        new OperationSpec(
            KEY, template.digest(), template.toString(), true, List.of(), Map.of(), Map.of());
    return new BoundOperation(spec, this);
  }

  /** Returns what makes up its identity. */
  public CommandTemplate template() {
    return template;
  }

  /** Returns the directory that it works in. */
  Path directory() {
    return directory;
  }

  /**
   * Returns the words of a run.
   *
   * @param remark takes what a person should know of the program that they start
   */
  List<String> words(UnaryOperator<String> valueOf, Consumer<String> remark) {
    List<String> words = template.expand(valueOf);
    if (script.isEmpty()) {
      return words;
    }
    JavaProgram program = script.get().compile(directory);
    program.remarks().forEach(remark);
    List<String> java = new ArrayList<>(program.words());
    java.addAll(words.subList(2, words.size()));
    return java;
  }

  /** Returns how long its processes may take to end once they are told to. */
  Duration grace() {
    return grace;
  }

  @Override
  public Map<String, Object> definition() {
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put(ARGV, template.argv());
    definition.put(ENVIRONMENT, template.environment());
    definition.put(DIRECTORY, directory.toString());
    definition.put(GRACE, grace.toString());
    script.ifPresent(
        java -> {
          definition.put(SCRIPT, java.file());
          definition.put(CLASS_PATH, java.classPath());
        });
    return definition;
  }

  @Override
  public String codeDigest() {
    List<String> code = new ArrayList<>(inputs);
    script.ifPresent(java -> code.addAll(java.sources(directory)));
    return CommandInputs.digest(code, directory);
  }

  @Override
  public void check() {
    if (script.isPresent()) {
      script.get().compile(directory);
    } else if (!template.program().isEmpty()) {
      Programs.check(template.program(), directory);
    }
    for (String name : template.environment()) {
      if (System.getenv(name) == null) {
        throw new MetalabException(
            ErrorCode.INVALID_STUDY,
            "The command of this study depends on the environment variable %s, which is not set."
                .formatted(name));
      }
    }
  }

  @Override
  public Duration stopTime() {
    return grace.plus(CommandProcess.END_TIME);
  }

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture)
      throws Exception {
    return new CommandRun(this, context, params, seeds, runtime, capture).execute();
  }
}
