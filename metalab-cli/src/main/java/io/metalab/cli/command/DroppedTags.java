package io.metalab.cli.command;

import java.util.Map;
import java.util.Stack;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Keeps words such as {@code -draft} from being read as options: behind {@code tag} a single dash
 * with two or more characters drops a tag. An option with its value, such as {@code -s=STORE},
 * stays one.
 */
final class DroppedTags implements IParameterPreprocessor {
  /** No command line holds this character. */
  private static final String MARK = "\0";

  private static final Pattern DROPPED = Pattern.compile("-[^-][^=].*", Pattern.DOTALL);

  static boolean isMarked(String word) {
    return word.startsWith(MARK);
  }

  /** Returns a marked word as it was typed. */
  static String unmarked(String word) {
    return word.substring(MARK.length());
  }

  @Override
  @SuppressWarnings("JdkObsolete") // the parser's own type
  public boolean preprocess(
      Stack<String> args, CommandSpec command, @Nullable ArgSpec option, Map<String, Object> info) {
    args.replaceAll(word -> DROPPED.matcher(word).matches() ? MARK + word : word);
    return false;
  }
}
