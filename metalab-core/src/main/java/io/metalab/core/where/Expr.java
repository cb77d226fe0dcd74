package io.metalab.core.where;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a parsed filter and where it stands in the text. */
sealed interface Expr {
  int start();

  int end();

  /** A string, number, true, false or null. */
  record Literal(@Nullable Object value, int start, int end) implements Expr {}

  /** A field by its name as written, such as {@code params.lr} or {@code lr}. */
  record Field(String name, int start, int end) implements Expr {}

  /** Values in brackets. */
  record Items(List<Expr> values, int start, int end) implements Expr {}

  /** The opposite of a condition. */
  record Not(Expr operand, int start, int end) implements Expr {}

  /** The negative of a number. */
  record Negative(Expr operand, int start, int end) implements Expr {}

  /** Two operands. */
  record Binary(Operator operator, Expr left, Expr right, int start, int end) implements Expr {}

  /** A function of the language. */
  record Call(Function function, List<Expr> arguments, int start, int end) implements Expr {}

  /** The operators. */
  enum Operator {
    OR("||"),
    AND("&&"),
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    IN("in"),
    PLUS("+"),
    MINUS("-"),
    TIMES("*"),
    DIVIDED("/");

    final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }
  }

  /** The functions. */
  enum Function {
    HAS("has", 1),
    CONTAINS("contains", 2),
    STARTS_WITH("startsWith", 2),
    MATCHES("matches", 2);

    final String symbol;
    final int arity;

    Function(String symbol, int arity) {
      this.symbol = symbol;
      this.arity = arity;
    }
  }
}
