package io.metalab.core.command;

import io.metalab.core.command.TemplateException.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One word of a command: text in which {@code {name}} stands for a value and a doubled brace for a
 * brace.
 */
final class Word {
  private final String text;
  private final List<Part> parts;

  /**
   * A part of a word.
   *
   * @param text literal text without doubled braces, or the name of a placeholder
   * @param isName whether it is a name
   * @param start index of the part's first character in the word, a brace for a name
   * @param end index after its last
   */
  record Part(String text, boolean isName, int start, int end) {}

  private Word(String text, List<Part> parts) {
    this.text = text;
    this.parts = List.copyOf(parts);
  }

  /**
   * Takes a word apart.
   *
   * @param index which word of the command it is
   * @throws TemplateException if a brace has no partner
   */
  static Word parse(int index, String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      boolean doubled = i + 1 < text.length() && text.charAt(i + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        literal.append(c);
        i += 2;
      } else if (c == '{') {
        int close = text.indexOf('}', i);
        if (close < 0 || text.substring(i + 1, close).isBlank()) {
          throw lonely(index, text, i);
        }
        flush(literal, parts);
        parts.add(new Part(text.substring(i + 1, close), true, i, close + 1));
        i = close + 1;
      } else if (c == '}') {
        throw lonely(index, text, i);
      } else {
        literal.append(c);
        i++;
      }
    }
    flush(literal, parts);
    return new Word(text, parts);
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Part(literal.toString(), false, 0, 0));
      literal.setLength(0);
    }
  }

  private static TemplateException lonely(int index, String text, int at) {
    char brace = text.charAt(at);
    return new TemplateException(
        index,
        text,
        new Mistake(
            at, at + 1, "the '%c' belongs to no placeholder.".formatted(brace), doubled(brace)));
  }

  private static String doubled(char brace) {
    return "write %1$c%1$c for a brace".formatted(brace);
  }

  /** Returns the word as it is written. */
  String text() {
    return text;
  }

  /** Returns the placeholders, in order. */
  List<Part> placeholders() {
    return parts.stream().filter(Part::isName).toList();
  }

  /** Returns the word if it holds no placeholder. */
  Optional<String> literal() {
    return parts.stream().anyMatch(Part::isName)
        ? Optional.empty()
        : Optional.of(expand(UnaryOperator.identity()));
  }

  /** Returns the word with values in place of names. */
  String expand(UnaryOperator<String> valueOf) {
    StringBuilder expanded = new StringBuilder(text.length());
    for (Part part : parts) {
      expanded.append(part.isName() ? valueOf.apply(part.text()) : part.text());
    }
    return expanded.toString();
  }
}
