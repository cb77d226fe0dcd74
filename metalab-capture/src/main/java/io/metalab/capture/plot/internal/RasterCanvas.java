package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Dash;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws by Java 2D into an image, without a display. */
final class RasterCanvas implements Canvas {
  private static final double UNITS_PER_INCH = 96;

  static {
    // Java 2D would else look for the display that DISPLAY names, and fail without it.
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  private final BufferedImage image;
  private final Graphics2D graphics;

  RasterCanvas(double width, double height, double dotsPerInch) {
    double zoom = dotsPerInch / UNITS_PER_INCH;
    image =
        new BufferedImage(
            (int) Math.round(width * zoom),
            (int) Math.round(height * zoom),
            BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.scale(zoom, zoom);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  BufferedImage finish() {
    graphics.dispose();
    return image;
  }

  @Override
  public void fill(Path2D shape, Ink ink, boolean crisp) {
    use(ink, !crisp);
    graphics.fill(shape);
  }

  @Override
  public void stroke(Path2D shape, Ink ink, double width, Dash dash) {
    use(ink, true);
    graphics.setStroke(stroke((float) width, dash));
    graphics.draw(shape);
  }

  private static BasicStroke stroke(float width, Dash dash) {
    if (dash == Dash.SOLID) {
      return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    }
    double[] lengths = Strokes.dashes(dash, width);
    return new BasicStroke(
        width,
        BasicStroke.CAP_BUTT,
        BasicStroke.JOIN_ROUND,
        10,
        new float[] {(float) lengths[0], (float) lengths[1]},
        0);
  }

  @Override
  public void discs(List<Point2D> centres, double radius, Ink ink) {
    Path2D discs = new Path2D.Double(Path2D.WIND_NON_ZERO);
    for (Point2D centre : centres) {
      discs.append(Shapes.ellipse(centre.getX(), centre.getY(), radius, radius), false);
    }
    fill(discs, ink, false);
  }

  @Override
  public void text(Label label) {
    use(label.ink(), true);
    Font font = new Font(Font.SANS_SERIF, label.bold() ? Font.BOLD : Font.PLAIN, 1);
    graphics.setFont(font.deriveFont((float) label.size()));
    double width = graphics.getFontMetrics().getStringBounds(label.text(), graphics).getWidth();
    double shift =
        switch (label.anchor()) {
          case START -> 0;
          case MIDDLE -> -width / 2;
          case END -> -width;
        };
    AffineTransform before = graphics.getTransform();
    graphics.translate(label.x(), label.y());
    if (label.upward()) {
      graphics.rotate(-Math.PI / 2);
    }
    graphics.drawString(label.text(), (float) shift, 0f);
    graphics.setTransform(before);
  }

  @Override
  public void clip(Box box, Runnable drawing) {
    Shape before = graphics.getClip();
    graphics.clip(box.shape());
    drawing.run();
    graphics.setClip(before);
  }

  private void use(Ink ink, boolean smooth) {
    graphics.setRenderingHint(
        RenderingHints.KEY_ANTIALIASING,
        smooth ? RenderingHints.VALUE_ANTIALIAS_ON : RenderingHints.VALUE_ANTIALIAS_OFF);
    graphics.setColor(
        new Color(
            ink.rgb() >> 16 & 0xff,
            ink.rgb() >> 8 & 0xff,
            ink.rgb() & 0xff,
            (int) Math.round(ink.opacity() * 255)));
  }
}
