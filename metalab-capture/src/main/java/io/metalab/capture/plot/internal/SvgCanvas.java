package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Dash;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.util.List;
import java.util.Locale;

/**
 * Writes SVG 1.1 without references, scripts or styles. Colours with a role have a class of that
 * name, so that a page may set them anew.
 */
final class SvgCanvas implements Canvas {
  private static final double HUNDREDTHS = 100;

  private final StringBuilder out = new StringBuilder();

  /**
   * Starts a picture.
   *
   * @param title what screen readers name it
   * @param description what it shows, in words
   */
  SvgCanvas(double width, double height, String title, String description) {
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 ");
    number(width);
    out.append(' ');
    number(height);
    out.append("\" width=\"");
    number(width);
    out.append("\" height=\"");
    number(height);
    out.append("\" font-family=\"Helvetica,Arial,'DejaVu Sans',sans-serif\">\n<title>");
    escape(title);
    out.append("</title>\n<desc>");
    escape(description);
    out.append("</desc>\n");
  }

  String finish() {
    return out.append("</svg>\n").toString();
  }

  @Override
  public void fill(Path2D shape, Ink ink, boolean crisp) {
    if (shape.getCurrentPoint() == null) {
      return;
    }
    out.append("<path");
    paint("fill", ink);
    if (crisp) {
      out.append(" shape-rendering=\"crispEdges\"");
    }
    path(shape);
  }

  @Override
  public void stroke(Path2D shape, Ink ink, double width, Dash dash) {
    if (shape.getCurrentPoint() == null) {
      return;
    }
    out.append("<path fill=\"none\"");
    paint("stroke", ink);
    out.append(" stroke-width=\"");
    number(width);
    out.append('"');
    if (dash != Dash.SOLID) {
      out.append(" stroke-dasharray=\"");
      double[] lengths = Strokes.dashes(dash, width);
      number(lengths[0]);
      out.append(' ');
      number(lengths[1]);
      out.append('"');
    }
    out.append(" stroke-linejoin=\"round\"");
    path(shape);
  }

  @Override
  public void discs(List<Point2D> centres, double radius, Ink ink) {
    if (centres.isEmpty()) {
      return;
    }
    // A line without length and with round ends is a disc, and the shortest way to write one.
    out.append("<path");
    paint("stroke", ink);
    out.append(" stroke-linecap=\"round\" stroke-width=\"");
    number(2 * radius);
    out.append("\" d=\"");
    for (Point2D centre : centres) {
      command('M', new double[] {centre.getX(), centre.getY()}, 2);
      out.append("h0");
    }
    out.append("\"/>\n");
  }

  @Override
  public void text(Label label) {
    out.append("<text x=\"");
    number(label.x());
    out.append("\" y=\"");
    number(label.y());
    out.append("\" font-size=\"");
    number(label.size());
    out.append('"');
    if (label.anchor() != Label.Anchor.START) {
      out.append(" text-anchor=\"")
          .append(label.anchor().name().toLowerCase(Locale.ROOT))
          .append('"');
    }
    if (label.bold()) {
      out.append(" font-weight=\"bold\"");
    }
    if (label.upward()) {
      out.append(" transform=\"rotate(-90 ");
      number(label.x());
      out.append(' ');
      number(label.y());
      out.append(")\"");
    }
    paint("fill", label.ink());
    out.append('>');
    escape(label.text());
    out.append("</text>\n");
  }

  @Override
  public void clip(Box box, Runnable drawing) {
    // A nested picture cuts off without an id, which would have to be unique in a page.
    out.append("<svg x=\"");
    number(box.left());
    out.append("\" y=\"");
    number(box.top());
    out.append("\" width=\"");
    number(box.width());
    out.append("\" height=\"");
    number(box.height());
    out.append("\" viewBox=\"");
    number(box.left());
    out.append(' ');
    number(box.top());
    out.append(' ');
    number(box.width());
    out.append(' ');
    number(box.height());
    out.append("\" overflow=\"hidden\">\n");
    drawing.run();
    out.append("</svg>\n");
  }

  private void paint(String property, Ink ink) {
    if (!ink.role().isEmpty()) {
      out.append(" class=\"").append(property.charAt(0)).append('-').append(ink.role()).append('"');
    }
    out.append(' ').append(property).append("=\"").append(ink.hex()).append('"');
    if (ink.opacity() < 1) {
      out.append(' ').append(property).append("-opacity=\"");
      number(ink.opacity());
      out.append('"');
    }
  }

  private void path(Path2D shape) {
    out.append(" d=\"");
    double[] at = new double[6];
    long x = 0;
    long y = 0;
    for (PathIterator i = shape.getPathIterator(null); !i.isDone(); i.next()) {
      int kind = i.currentSegment(at);
      long nextX = hundredths(at[0]);
      long nextY = hundredths(at[1]);
      switch (kind) {
        case PathIterator.SEG_MOVETO -> command('M', at, 2);
        case PathIterator.SEG_LINETO -> lineTo(at, nextX != x, nextY != y);
        case PathIterator.SEG_QUADTO -> command('Q', at, 4);
        case PathIterator.SEG_CUBICTO -> command('C', at, 6);
        default -> out.append('Z');
      }
      x = nextX;
      y = nextY;
    }
    out.append("\"/>\n");
  }

  private void lineTo(double[] at, boolean sideways, boolean upOrDown) {
    if (sideways && upOrDown) {
      command('L', at, 2);
    } else if (sideways) {
      command('H', at, 1);
    } else if (upOrDown) {
      command('V', new double[] {at[1]}, 1);
    }
  }

  private void command(char letter, double[] at, int count) {
    out.append(letter);
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        out.append(' ');
      }
      number(at[i]);
    }
  }

  private void number(double value) {
    long hundredths = hundredths(value);
    out.append(hundredths < 0 ? "-" : "").append(Math.abs(hundredths) / 100);
    long rest = Math.abs(hundredths) % 100;
    if (rest != 0) {
      out.append('.').append(rest / 10);
      out.append(rest % 10 == 0 ? "" : rest % 10);
    }
  }

  private static long hundredths(double value) {
    return Math.round(value * HUNDREDTHS);
  }

  private void escape(String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                default -> out.appendCodePoint(isText(c) ? c : 0xfffd);
              }
            });
  }

  /** Returns whether XML has this character. */
  private static boolean isText(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c < 0xd800)
        || (c >= 0xe000 && c < 0xfffe)
        || c >= 0x10000;
  }
}
