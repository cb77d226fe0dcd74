package io.metalab.core.where;

/**
 * A word of a filter.
 *
 * @param type what it is
 * @param text its text; of a string, its content
 * @param start index of its first character
 * @param end index after its last character
 */
record Token(Type type, String text, int start, int end) {
  enum Type {
    NUMBER,
    STRING,
    NAME,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return type == Type.SYMBOL && text.equals(symbol);
  }

  boolean isName(String name) {
    return type == Type.NAME && text.equals(name);
  }

  String shown() {
    return type == Type.END ? "the end" : "'" + text + "'";
  }
}
