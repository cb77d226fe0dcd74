package io.metalab.core.where;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the calls of functions in a filter: {@code has}, {@code matches}, {@code startsWith} and
 * {@code contains}.
 *
 * @param <T> what the fields are read from
 */
final class CallCompiler<T> {
  private static final Set<Kind> BOOLEAN = Set.of(Kind.BOOLEAN);
  private static final Set<Kind> STRING = Set.of(Kind.STRING);

  private final Compiler<T> compiler;

  /**
   * Creates a compiler of calls.
   *
   * @param compiler compiles the arguments
   */
  CallCompiler(Compiler<T> compiler) {
    this.compiler = compiler;
  }

  Term<T> term(Expr.Call call) {
    Expr first = call.arguments().get(0);
    if (call.function() == Expr.Function.HAS) {
      if (!(first instanceof Expr.Field)) {
        throw compiler.error(first, "has takes a field.", "");
      }
      Term<T> field = compiler.term(first);
      return new Term<>(source -> field.value(source) != Absent.ABSENT, BOOLEAN);
    }
    Expr second = call.arguments().get(1);
    Term<T> argument = compiler.termOf(second, STRING, "a string");
    return switch (call.function()) {
      case MATCHES -> matches(first, second);
      case STARTS_WITH -> {
        Term<T> subject = compiler.termOf(first, STRING, "a string");
        yield new Term<>(
            source ->
                subject.value(source) instanceof String s
                    && argument.value(source) instanceof String prefix
                    && s.startsWith(prefix),
            BOOLEAN);
      }
      default -> {
        Term<T> subject =
            compiler.termOf(first, Set.of(Kind.STRING, Kind.LIST), "a string or a list");
        yield new Term<>(
            source -> contains(subject.value(source), argument.value(source)), BOOLEAN);
      }
    };
  }

  private static boolean contains(@Nullable Object subject, @Nullable Object part) {
    return subject instanceof String s
        ? part instanceof String p && s.contains(p)
        : subject != Absent.ABSENT && Comparisons.in(part, subject);
  }

  private Term<T> matches(Expr first, Expr second) {
    Term<T> subject = compiler.termOf(first, STRING, "a string");
    if (!(second instanceof Expr.Literal literal) || !(literal.value() instanceof String regex)) {
      throw compiler.error(second, "the pattern of matches is a string in quotes.", "");
    }
    try {
      Pattern pattern = Pattern.compile(regex);
      return new Term<>(
          source -> subject.value(source) instanceof String s && pattern.matcher(s).find(),
          BOOLEAN);
    } catch (PatternSyntaxException e) {
      throw compiler.error(second, "the pattern is wrong: %s.".formatted(e.getDescription()), "");
    }
  }
}
