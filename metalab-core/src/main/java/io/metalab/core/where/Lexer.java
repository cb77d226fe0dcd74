package io.metalab.core.where;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a filter into tokens. */
final class Lexer {
  private static final Pattern NUMBER =
      Pattern.compile("(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
  private static final List<String> SYMBOLS =
      List.of(
          "==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "(", ")", "[", "]", ",", ".", "+", "-",
          "*", "/");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    boolean more = true;
    while (more) {
      more = lexer.next();
    }
    return lexer.tokens;
  }

  private boolean next() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      tokens.add(new Token(Token.Type.END, "", at, at));
      return false;
    }
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      string(c);
    } else if (!matches(NUMBER, Token.Type.NUMBER) && !matches(NAME, Token.Type.NAME)) {
      symbol();
    }
    return true;
  }

  private boolean matches(Pattern pattern, Token.Type type) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return false;
    }
    tokens.add(new Token(type, matcher.group(), at, matcher.end()));
    at = matcher.end();
    return true;
  }

  private void symbol() {
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        tokens.add(new Token(Token.Type.SYMBOL, symbol, at, at + symbol.length()));
        at += symbol.length();
        return;
      }
    }
    String found = text.substring(at, text.offsetByCodePoints(at, 1));
    String hint =
        switch (found) {
          case "=" -> "did you mean '=='?";
          case "&" -> "did you mean '&&'?";
          case "|" -> "did you mean '||'?";
          default -> "";
        };
    throw new FilterException(
        text, at, at + found.length(), "'%s' is not part of the language.".formatted(found), hint);
  }

  private void string(char quote) {
    StringBuilder content = new StringBuilder();
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        tokens.add(new Token(Token.Type.STRING, content.toString(), at, i + 1));
        at = i + 1;
        return;
      }
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        content.append(escaped(text.charAt(i), i));
      } else {
        content.append(c);
      }
    }
    throw new FilterException(
        text, at, text.length(), "the string does not end.", "close it with " + quote);
  }

  private char escaped(char c, int index) {
    return switch (c) {
      case '\\', '\'', '"' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      default ->
          throw new FilterException(
              text,
              index - 1,
              index + 1,
              "'\\%s' is not an escape.".formatted(c),
              "write \\\\ for a backslash");
    };
  }
}
