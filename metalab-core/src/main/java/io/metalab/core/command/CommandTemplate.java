package io.metalab.core.command;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.command.TemplateException.Mistake;
import io.metalab.core.command.Word.Part;
import io.metalab.core.json.CanonicalJson;
import io.metalab.core.registry.DidYouMean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A command with placeholders: the part of a command operation that makes up its identity.
 *
 * <p>{@code {name}} stands for a parameter, {@code {context.name}} for a value of the context,
 * {@code {seed}}, {@code {out}} and {@code {params_file}} for what each run gets; a doubled brace
 * is a brace. A value always stays within its word: there is no shell.
 *
 * @param argv the program and its arguments
 * @param environment names of the environment variables that the command depends on, sorted
 */
public record CommandTemplate(List<String> argv, List<String> environment) {
  /** Stands for the seed of the run. */
  public static final String SEED = "seed";

  /** Stands for the directory of results. */
  public static final String OUT = "out";

  /** Stands for the file with the params. */
  public static final String PARAMS_FILE = "params_file";

  /** What the name of a context's value starts with. */
  static final String CONTEXT = "context.";

  private static final List<String> OWN = List.of(SEED, OUT, PARAMS_FILE);
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  public CommandTemplate {
    argv = List.copyOf(argv);
    environment = List.copyOf(new TreeSet<>(environment));
    if (argv.isEmpty() || argv.get(0).isBlank()) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY, "A command needs the name of a program as its first word.");
    }
    for (String name : environment) {
      if (!VARIABLE.matcher(name).matches() || name.startsWith("METALAB_")) {
        throw new MetalabException(
            ErrorCode.INVALID_STUDY,
            "The environment name '%s' must be letters, digits and '_', not starting with a digit or METALAB_."
                .formatted(name));
      }
    }
    for (int i = 0; i < argv.size(); i++) {
      Word.parse(i, argv.get(i));
    }
  }

  /**
   * Returns the version of the operation: the SHA-256 of the canonical JSON {@code
   * {"argv":[…],"environment":[…]}}.
   */
  public String digest() {
    return CanonicalJson.sha256(
        CanonicalJson.write(Map.of("argv", argv, "environment", environment)));
  }

  /**
   * Checks that each placeholder stands for something.
   *
   * @param params names of the parameters that some runs have
   * @param context names of the context's values
   * @throws TemplateException for the first that does not
   */
  public void checkNames(Collection<String> params, Collection<String> context) {
    Set<String> known = new LinkedHashSet<>(params);
    known.addAll(OWN);
    context.forEach(name -> known.add(CONTEXT + name));
    for (int i = 0; i < argv.size(); i++) {
      Word word = Word.parse(i, argv.get(i));
      for (Part part : word.placeholders()) {
        String name = part.text();
        if (!known.contains(name)) {
          throw new TemplateException(i, word.text(), unknown(part, known));
        }
        if (OWN.contains(name) && params.contains(name)) {
          throw new TemplateException(i, word.text(), ambiguous(part));
        }
      }
    }
  }

  private static Mistake unknown(Part part, Set<String> known) {
    String problem =
        "there is no value for {%s}; there are %s."
            .formatted(
                part.text(), String.join(", ", known.stream().map(n -> "{" + n + "}").toList()));
    String suggestion =
        DidYouMean.closest(part.text(), known).map("did you mean '{%s}'?"::formatted).orElse("");
    return new Mistake(part.start(), part.end(), problem, suggestion);
  }

  private static Mistake ambiguous(Part part) {
    return new Mistake(
        part.start(),
        part.end(),
        "{%s} is what each run gets, but a parameter has this name as well.".formatted(part.text()),
        "rename the parameter");
  }

  /** Returns the words of the command with values in place of placeholders. */
  List<String> expand(UnaryOperator<String> valueOf) {
    List<String> words = new ArrayList<>(argv.size());
    for (int i = 0; i < argv.size(); i++) {
      words.add(Word.parse(i, argv.get(i)).expand(valueOf));
    }
    return words;
  }

  /** Returns the program if it is the same in each run, else the empty string. */
  String program() {
    return Word.parse(0, argv.get(0)).literal().orElse("");
  }

  /** Returns the command as a person would read it. */
  @Override
  public String toString() {
    return String.join(" ", argv);
  }
}
