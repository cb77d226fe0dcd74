package io.metalab.core.where;

import io.metalab.core.where.Expr.Binary;
import io.metalab.core.where.Expr.Operator;
import io.metalab.core.where.FieldScope.Meaning;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns a parsed filter into a predicate over what a scope reads.
 *
 * @param <T> what the fields are read from
 */
final class Compiler<T> {
  private static final Set<Kind> BOOLEAN = Set.of(Kind.BOOLEAN);
  private static final Set<Kind> NUMBER = Set.of(Kind.NUMBER);

  private final String text;
  private final FieldScope<T> scope;

  Compiler(String text, FieldScope<T> scope) {
    this.text = text;
    this.scope = scope;
  }

  Predicate<T> condition(Expr expr) {
    Term<T> term = booleanTerm(expr);
    return term::isTrue;
  }

  Term<T> term(Expr expr) {
    if (expr instanceof Expr.Literal literal) {
      Object value = literal.value();
      return new Term<>(source -> value, Set.of(Kind.of(value)));
    }
    if (expr instanceof Expr.Field field) {
      return field(field);
    }
    if (expr instanceof Expr.Items items) {
      return items(items);
    }
    if (expr instanceof Expr.Not not) {
      Term<T> operand = booleanTerm(not.operand());
      return new Term<>(source -> !operand.isTrue(source), BOOLEAN);
    }
    if (expr instanceof Expr.Negative negative) {
      Term<T> operand = termOf(negative.operand(), NUMBER, "a number");
      return new Term<>(
          source -> operand.value(source) instanceof Number n ? -n.doubleValue() : Absent.ABSENT,
          NUMBER);
    }
    if (expr instanceof Expr.Call call) {
      return new CallCompiler<>(this).term(call);
    }
    return binary((Binary) expr);
  }

  private Term<T> field(Expr.Field field) {
    Meaning<T> meaning = FieldScope.one(text, field.name(), field.start(), field.end(), scope);
    return new Term<>(meaning.reader()::apply, meaning.kinds(), meaning.choices());
  }

  private Term<T> items(Expr.Items items) {
    List<Term<T>> terms = items.values().stream().map(this::term).toList();
    return new Term<>(
        source -> {
          List<@Nullable Object> values = new ArrayList<>(terms.size());
          for (Term<T> term : terms) {
            values.add(term.value(source));
          }
          return values;
        },
        Set.of(Kind.LIST));
  }

  private Term<T> binary(Binary binary) {
    return switch (binary.operator()) {
      case OR -> {
        Term<T> left = booleanTerm(binary.left());
        Term<T> right = booleanTerm(binary.right());
        yield new Term<>(source -> left.isTrue(source) || right.isTrue(source), BOOLEAN);
      }
      case AND -> {
        Term<T> left = booleanTerm(binary.left());
        Term<T> right = booleanTerm(binary.right());
        yield new Term<>(source -> left.isTrue(source) && right.isTrue(source), BOOLEAN);
      }
      case EQUAL -> equality(binary, true);
      case NOT_EQUAL -> equality(binary, false);
      case LESS -> ordering(binary, order -> order < 0);
      case LESS_OR_EQUAL -> ordering(binary, order -> order <= 0);
      case GREATER -> ordering(binary, order -> order > 0);
      case GREATER_OR_EQUAL -> ordering(binary, order -> order >= 0);
      case IN -> membership(binary);
      case PLUS, MINUS, TIMES, DIVIDED -> arithmetic(binary);
    };
  }

  private Term<T> equality(Binary binary, boolean wanted) {
    Term<T> left = term(binary.left());
    Term<T> right = term(binary.right());
    if (!Kind.comparable(left.kinds(), right.kinds())) {
      throw mismatch(binary, left, right);
    }
    checkChoice(binary.left(), left, binary.right());
    checkChoice(binary.right(), right, binary.left());
    return new Term<>(
        source -> {
          Object a = left.value(source);
          Object b = right.value(source);
          return a != Absent.ABSENT && b != Absent.ABSENT && Comparisons.equal(a, b) == wanted;
        },
        BOOLEAN);
  }

  private Term<T> ordering(Binary binary, IntPredicate holds) {
    Term<T> left = term(binary.left());
    Term<T> right = term(binary.right());
    Set<Kind> ordered = EnumSet.of(Kind.NUMBER, Kind.STRING, Kind.INSTANT);
    Set<Kind> a = Kind.intersection(left.kinds(), ordered);
    Set<Kind> b = Kind.intersection(right.kinds(), ordered);
    if (a.isEmpty() || b.isEmpty() || !Kind.comparable(a, b)) {
      throw mismatch(binary, left, right);
    }
    return new Term<>(
        source -> {
          OptionalInt order = Comparisons.order(left.value(source), right.value(source));
          return order.isPresent() && holds.test(order.getAsInt());
        },
        BOOLEAN);
  }

  private Term<T> membership(Binary binary) {
    Term<T> left = term(binary.left());
    Term<T> right = termOf(binary.right(), Set.of(Kind.LIST, Kind.MAP), "a list");
    if (binary.right() instanceof Expr.Items items) {
      for (Expr item : items.values()) {
        Term<T> itemTerm = term(item);
        if (!Kind.comparable(left.kinds(), itemTerm.kinds())) {
          throw mismatch(
              new Binary(Operator.IN, binary.left(), item, item.start(), item.end()),
              left,
              itemTerm);
        }
        checkChoice(binary.left(), left, item);
      }
    }
    return new Term<>(
        source -> {
          Object value = left.value(source);
          if (value instanceof Tags tags) {
            Object container = right.value(source);
            return tags.names().stream().anyMatch(tag -> Comparisons.in(tag, container));
          }
          return value != Absent.ABSENT && Comparisons.in(value, right.value(source));
        },
        BOOLEAN);
  }

  private Term<T> arithmetic(Binary binary) {
    boolean plus = binary.operator() == Operator.PLUS;
    Set<Kind> allowed = plus ? Set.of(Kind.NUMBER, Kind.STRING) : NUMBER;
    Term<T> left = termOf(binary.left(), allowed, plus ? "a number or a string" : "a number");
    Term<T> right = termOf(binary.right(), allowed, plus ? "a number or a string" : "a number");
    Set<Kind> kinds = Kind.intersection(Kind.intersection(left.kinds(), right.kinds()), allowed);
    if (kinds.isEmpty()) {
      throw mismatch(binary, left, right);
    }
    return new Term<>(
        source -> compute(binary.operator(), left.value(source), right.value(source)), kinds);
  }

  private static Object compute(Operator operator, @Nullable Object left, @Nullable Object right) {
    if (left instanceof Number x && right instanceof Number y) {
      double a = x.doubleValue();
      double b = y.doubleValue();
      return switch (operator) {
        case PLUS -> a + b;
        case MINUS -> a - b;
        case TIMES -> a * b;
        default -> a / b;
      };
    }
    return operator == Operator.PLUS && left instanceof String a && right instanceof String b
        ? a + b
        : Absent.ABSENT;
  }

  private Term<T> booleanTerm(Expr expr) {
    return termOf(expr, BOOLEAN, "true or false");
  }

  Term<T> termOf(Expr expr, Set<Kind> allowed, String words) {
    Term<T> term = term(expr);
    if (Kind.intersection(term.kinds(), allowed).isEmpty()) {
      throw error(
          expr, "this is %s, but must be %s.".formatted(Kind.words(term.kinds()), words), "");
    }
    return term;
  }

  private FilterException mismatch(Binary binary, Term<T> left, Term<T> right) {
    return new FilterException(
        text,
        binary.start(),
        binary.end(),
        "%s and %s cannot be compared or combined by '%s'."
            .formatted(
                Kind.words(left.kinds()), Kind.words(right.kinds()), binary.operator().symbol),
        "");
  }

  private void checkChoice(Expr field, Term<T> term, Expr other) {
    if (field instanceof Expr.Field
        && !term.choices().isEmpty()
        && other instanceof Expr.Literal literal
        && literal.value() instanceof String value
        && !term.choices().contains(value)) {
      throw error(
          other,
          "it is never '%s'.".formatted(value),
          "it is one of " + String.join(", ", term.choices()));
    }
  }

  FilterException error(Expr expr, String problem, String hint) {
    return new FilterException(text, expr.start(), expr.end(), problem, hint);
  }
}
