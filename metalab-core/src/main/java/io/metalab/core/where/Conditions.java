package io.metalab.core.where;

import io.metalab.core.where.Condition.Bound;
import io.metalab.core.where.Condition.Comparison;
import io.metalab.core.where.Expr.Operator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes parsed filters apart. */
final class Conditions {
  private Conditions() {}

  static <T> Condition<T> of(Expr expr, Compiler<T> compiler, String text, FieldScope<T> scope) {
    if (expr instanceof Expr.Not not) {
      return new Condition.Not<>(of(not.operand(), compiler, text, scope));
    }
    if (expr instanceof Expr.Binary binary && binary.operator() == Operator.AND) {
      return new Condition.Both<>(
          of(binary.left(), compiler, text, scope), of(binary.right(), compiler, text, scope));
    }
    if (expr instanceof Expr.Binary binary && binary.operator() == Operator.OR) {
      return new Condition.Either<>(
          of(binary.left(), compiler, text, scope), of(binary.right(), compiler, text, scope));
    }
    Set<String> fields = new LinkedHashSet<>();
    for (Expr.Field field : fields(expr)) {
      fields.add(FieldScope.one(text, field.name(), field.start(), field.end(), scope).field());
    }
    return new Condition.Leaf<>(compiler.condition(expr), fields, bound(expr));
  }

  /** Returns the fields that a filter names, in the order of the text. */
  static Set<Expr.Field> fields(Expr expr) {
    Set<Expr.Field> fields = new LinkedHashSet<>();
    collect(expr, fields);
    return fields;
  }

  private static void collect(Expr expr, Set<Expr.Field> fields) {
    if (expr instanceof Expr.Field field) {
      fields.add(field);
    } else if (expr instanceof Expr.Items items) {
      items.values().forEach(value -> collect(value, fields));
    } else if (expr instanceof Expr.Not not) {
      collect(not.operand(), fields);
    } else if (expr instanceof Expr.Negative negative) {
      collect(negative.operand(), fields);
    } else if (expr instanceof Expr.Binary binary) {
      collect(binary.left(), fields);
      collect(binary.right(), fields);
    } else if (expr instanceof Expr.Call call) {
      call.arguments().forEach(argument -> collect(argument, fields));
    }
  }

  private static @Nullable Bound bound(Expr expr) {
    if (expr instanceof Expr.Binary binary && comparison(binary.operator()).isPresent()) {
      Comparison comparison = comparison(binary.operator()).get();
      Double left = number(binary.left());
      Double right = number(binary.right());
      if (binary.left() instanceof Expr.Field && right != null) {
        return new Bound(comparison, right);
      }
      if (binary.right() instanceof Expr.Field && left != null) {
        return new Bound(mirrored(comparison), left);
      }
    }
    return null;
  }

  private static @Nullable Double number(Expr expr) {
    if (expr instanceof Expr.Literal literal && literal.value() instanceof Number number) {
      return number.doubleValue();
    }
    return expr instanceof Expr.Negative negative
            && negative.operand() instanceof Expr.Literal literal
            && literal.value() instanceof Number number
        ? -number.doubleValue()
        : null;
  }

  private static Optional<Comparison> comparison(Operator operator) {
    return switch (operator) {
      case EQUAL -> Optional.of(Comparison.EQUAL);
      case NOT_EQUAL -> Optional.of(Comparison.NOT_EQUAL);
      case LESS -> Optional.of(Comparison.LESS);
      case LESS_OR_EQUAL -> Optional.of(Comparison.LESS_OR_EQUAL);
      case GREATER -> Optional.of(Comparison.GREATER);
      case GREATER_OR_EQUAL -> Optional.of(Comparison.GREATER_OR_EQUAL);
      default -> Optional.empty();
    };
  }

  private static Comparison mirrored(Comparison comparison) {
    return switch (comparison) {
      case LESS -> Comparison.GREATER;
      case LESS_OR_EQUAL -> Comparison.GREATER_OR_EQUAL;
      case GREATER -> Comparison.LESS;
      case GREATER_OR_EQUAL -> Comparison.LESS_OR_EQUAL;
      default -> comparison;
    };
  }
}
