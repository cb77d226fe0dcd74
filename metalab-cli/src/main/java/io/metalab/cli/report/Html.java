package io.metalab.cli.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** Writes HTML whose elements are closed in turn and whose text is always escaped. */
public final class Html {
  private static final Set<String> INLINE =
      Set.of(
          "a", "b", "code", "span", "td", "th", "h1", "h2", "h3", "p", "li", "dt", "dd", "summary");

  private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element with attributes, given as name and value in turn. */
  public Html open(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
    out.append('>');
    if (!INLINE.contains(tag)) {
      out.append('\n');
    }
    open.push(tag);
    return this;
  }

  /** Closes the element that was opened last. */
  public Html close() {
    out.append("</").append(open.pop()).append(">\n");
    return this;
  }

  /** Adds text. */
  public Html text(String text) {
    escape(text);
    return this;
  }

  /** Adds an element that holds text alone. */
  public Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** Adds markup that is well formed and escaped already. */
  public Html markup(String markup) {
    out.append(markup);
    return this;
  }

  /** Closes all elements and returns the page. */
  public String finish() {
    while (!open.isEmpty()) {
      close();
    }
    return out.toString();
  }

  private void escape(String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isText(c) ? c : 0xfffd);
              }
            });
  }

  private static boolean isText(int c) {
    return c == '\n' || c == '\t' || (!Character.isISOControl(c) && !(c >= 0xd800 && c < 0xe000));
  }
}
