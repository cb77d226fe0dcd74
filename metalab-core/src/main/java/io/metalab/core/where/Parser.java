package io.metalab.core.where;

import io.metalab.core.where.Expr.Function;
import io.metalab.core.where.Expr.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Parses a filter by recursive descent.
 *
 * <pre>
 * or         = and { "||" and }
 * and        = comparison { "&amp;&amp;" comparison }
 * comparison = sum [ ( "==" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "in" ) sum ]
 * sum        = product { ( "+" | "-" ) product }
 * product    = unary { ( "*" | "/" ) unary }
 * unary      = { "!" | "-" } primary
 * primary    = literal | "(" or ")" | "[" [ or { "," or } ] "]" | path [ "(" arguments ")" ]
 * path       = name { "." name | "[" string "]" }
 * </pre>
 */
final class Parser {
  private static final int MAX_DEPTH = 200;
  private static final List<Operator> COMPARISONS =
      List.of(
          Operator.EQUAL,
          Operator.NOT_EQUAL,
          Operator.LESS,
          Operator.LESS_OR_EQUAL,
          Operator.GREATER,
          Operator.GREATER_OR_EQUAL,
          Operator.IN);

  private final String text;
  private final List<Token> tokens;
  private int at;
  private int depth;

  private Parser(String text) {
    this.text = text;
    this.tokens = Lexer.tokens(text);
  }

  static Expr parse(String text) {
    Parser parser = new Parser(text);
    if (parser.peek().type() == Token.Type.END) {
      throw parser.error(
          parser.peek(), "it is empty.", "write a condition such as params.lr > 0.1");
    }
    Expr expr = parser.or();
    if (parser.peek().type() != Token.Type.END) {
      throw parser.unexpected(parser.peek(), "an operator or the end");
    }
    return expr;
  }

  private Expr or() {
    if (++depth > MAX_DEPTH) {
      throw error(peek(), "it nests more than %d levels.".formatted(MAX_DEPTH), "");
    }
    Expr left = and();
    while (take(Operator.OR)) {
      left = binary(Operator.OR, left, and());
    }
    depth--;
    return left;
  }

  private Expr and() {
    Expr left = comparison();
    while (take(Operator.AND)) {
      left = binary(Operator.AND, left, comparison());
    }
    return left;
  }

  private Expr comparison() {
    Expr left = sum();
    Optional<Operator> operator = takeAny(COMPARISONS);
    if (operator.isEmpty()) {
      return left;
    }
    Expr compared = binary(operator.get(), left, sum());
    Token next = peek();
    if (takeAny(COMPARISONS).isPresent()) {
      throw error(next, "comparisons do not chain.", "join two of them with &&");
    }
    return compared;
  }

  private Expr sum() {
    Expr left = product();
    while (true) {
      Optional<Operator> operator = takeAny(List.of(Operator.PLUS, Operator.MINUS));
      if (operator.isEmpty()) {
        return left;
      }
      left = binary(operator.get(), left, product());
    }
  }

  private Expr product() {
    Expr left = unary();
    while (true) {
      Optional<Operator> operator = takeAny(List.of(Operator.TIMES, Operator.DIVIDED));
      if (operator.isEmpty()) {
        return left;
      }
      left = binary(operator.get(), left, unary());
    }
  }

  private Expr unary() {
    Token token = peek();
    if (!token.is("!") && !token.is("-")) {
      return primary();
    }
    if (++depth > MAX_DEPTH) {
      throw error(token, "it nests more than %d levels.".formatted(MAX_DEPTH), "");
    }
    at++;
    Expr operand = unary();
    depth--;
    return token.is("!")
        ? new Expr.Not(operand, token.start(), operand.end())
        : new Expr.Negative(operand, token.start(), operand.end());
  }

  private Expr primary() {
    Token token = peek();
    at++;
    switch (token.type()) {
      case NUMBER -> {
        return literal(Double.parseDouble(token.text()), token);
      }
      case STRING -> {
        return literal(token.text(), token);
      }
      case NAME -> {
        return switch (token.text()) {
          case "true" -> literal(true, token);
          case "false" -> literal(false, token);
          case "null" -> new Expr.Literal(null, token.start(), token.end());
          default -> path(token);
        };
      }
      default -> {
        if (token.is("(")) {
          Expr inner = or();
          expect(")");
          return inner;
        }
        if (token.is("[")) {
          List<Expr> values = arguments("]");
          return new Expr.Items(values, token.start(), tokens.get(at - 1).end());
        }
        throw unexpected(token, "a value");
      }
    }
  }

  private static Expr literal(Object value, Token token) {
    return new Expr.Literal(value, token.start(), token.end());
  }

  private Expr path(Token first) {
    StringBuilder name = new StringBuilder(first.text());
    int receiverEnd = first.end();
    Token last = first;
    while (peek().is(".") || peek().is("[")) {
      receiverEnd = last.end();
      if (take("[")) {
        last = peek();
        if (last.type() != Token.Type.STRING) {
          throw unexpected(last, "a name in quotes");
        }
        at++;
        expect("]");
      } else {
        at++;
        last = peek();
        if (last.type() != Token.Type.NAME) {
          throw unexpected(last, "a name");
        }
        at++;
      }
      name.append('.').append(last.text());
    }
    if (peek().is("(") && last.type() == Token.Type.NAME) {
      String path = name.toString();
      String receiver =
          last.start() == first.start()
              ? ""
              : path.substring(0, path.length() - last.text().length() - 1);
      return call(first, receiver, receiverEnd, last);
    }
    return new Expr.Field(name.toString(), first.start(), tokens.get(at - 1).end());
  }

  private Expr call(Token first, String receiver, int receiverEnd, Token name) {
    Function function =
        Arrays.stream(Function.values())
            .filter(candidate -> candidate.symbol.equals(name.text()))
            .findFirst()
            .orElseThrow(
                () ->
                    error(
                        name,
                        "there is no function '%s'.".formatted(name.text()),
                        "the functions are has, contains, startsWith, matches"));
    expect("(");
    List<Expr> arguments = new ArrayList<>();
    if (!receiver.isEmpty()) {
      arguments.add(new Expr.Field(receiver, first.start(), receiverEnd));
    }
    arguments.addAll(arguments(")"));
    int end = tokens.get(at - 1).end();
    if (arguments.size() != function.arity) {
      throw new FilterException(
          text,
          first.start(),
          end,
          "%s takes %d argument(s), not %d."
              .formatted(function.symbol, function.arity, arguments.size()),
          "");
    }
    return new Expr.Call(function, List.copyOf(arguments), first.start(), end);
  }

  private List<Expr> arguments(String close) {
    List<Expr> arguments = new ArrayList<>();
    if (take(close)) {
      return arguments;
    }
    do {
      arguments.add(or());
    } while (take(","));
    expect(close);
    return arguments;
  }

  private static Expr binary(Operator operator, Expr left, Expr right) {
    return new Expr.Binary(operator, left, right, left.start(), right.end());
  }

  private Token peek() {
    return tokens.get(at);
  }

  private boolean take(String symbol) {
    boolean there = peek().is(symbol);
    if (there) {
      at++;
    }
    return there;
  }

  private boolean take(Operator operator) {
    return takeAny(List.of(operator)).isPresent();
  }

  private Optional<Operator> takeAny(List<Operator> operators) {
    Token token = peek();
    for (Operator operator : operators) {
      if (token.is(operator.symbol) || (operator == Operator.IN && token.isName(operator.symbol))) {
        at++;
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  private void expect(String symbol) {
    if (!take(symbol)) {
      throw unexpected(peek(), "'" + symbol + "'");
    }
  }

  private FilterException unexpected(Token token, String expected) {
    String hint =
        switch (token.text()) {
          case "and", "AND" -> "did you mean '&&'?";
          case "or", "OR" -> "did you mean '||'?";
          case "not", "NOT" -> "did you mean '!'?";
          default -> "";
        };
    return error(token, "%s is expected, not %s.".formatted(expected, token.shown()), hint);
  }

  private FilterException error(Token token, String problem, String hint) {
    return new FilterException(text, token.start(), token.end(), problem, hint);
  }
}
