package io.metalab.core.where;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Params;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A parsed filter, such as {@code params.lr > 0.01 && status == 'failed' && tag in ['a', 'b']}.
 *
 * <p>The syntax follows CEL. There are {@code == != < <= > >= && || ! in ( ) [ ] + - * /}, strings
 * in single or double quotes, numbers, {@code true}, {@code false}, {@code null}, and the functions
 * {@code has(field)}, {@code contains(text, part)}, {@code startsWith(text, prefix)}, {@code
 * matches(text, 'regex')}, which may also be written behind their first argument. Names that are no
 * words stand in brackets: {@code params['learning rate']}.
 *
 * <p>Numbers compare as numbers, NaN as in IEEE 754: every comparison with it is false but {@code
 * !=}. A field that a run does not have is <em>missing</em>: every comparison with it is false,
 * {@code !=} included, and so is {@code in}; {@code has} tells. Values of different kinds are
 * unequal and in no order. A filter that can never hold because kinds do not fit is an error.
 *
 * <p>Immutable.
 */
public final class Where {
  private final String text;
  private final Expr expr;

  private Where(String text, Expr expr) {
    this.text = text;
    this.expr = expr;
  }

  /**
   * Returns the parsed filter; whether its fields exist is found out when it is used.
   *
   * @throws FilterException if it does not parse
   */
  public static Where parse(String text) {
    return new Where(requireNonNull(text, "text"), Parser.parse(text));
  }

  /**
   * Returns a filter over the points of a sweep; a field is {@code name} or {@code params.name}.
   *
   * @param known the names of the parameters
   * @throws FilterException if it does not parse or uses another name
   */
  public static Predicate<Params> overParams(String text, Collection<String> known) {
    return parse(text).bind(new ParamScope(known));
  }

  /** Returns the filter as it was written. */
  public String text() {
    return text;
  }

  /** Returns the names of fields as they are written in the filter, in that order. */
  public Set<String> names() {
    return Conditions.fields(expr).stream()
        .map(Expr.Field::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * Returns the filter over what a scope reads.
   *
   * @throws FilterException if a field is unknown or ambiguous, or kinds do not fit
   */
  public <T> Predicate<T> bind(FieldScope<T> scope) {
    return new Compiler<>(text, scope).condition(expr);
  }

  /**
   * Returns the filter over what a scope reads, taken apart.
   *
   * @throws FilterException as {@link #bind}
   */
  public <T> Condition<T> conditions(FieldScope<T> scope) {
    Compiler<T> compiler = new Compiler<>(text, scope);
    compiler.condition(expr);
    return Conditions.of(expr, compiler, text, scope);
  }

  @Override
  public String toString() {
    return text;
  }
}
