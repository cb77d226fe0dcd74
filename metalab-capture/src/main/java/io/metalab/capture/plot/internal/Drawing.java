package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Figure;
import java.awt.image.BufferedImage;

/** Draws figures. */
public final class Drawing {
  private Drawing() {}

  /** Returns a figure as the text of an SVG file. */
  public static String svg(Figure figure) {
    SvgCanvas canvas =
        new SvgCanvas(
            figure.widthInches() * FigurePainter.UNITS_PER_INCH,
            figure.heightInches() * FigurePainter.UNITS_PER_INCH,
            figure.title(),
            Description.of(figure));
    new FigurePainter(figure, canvas).paint();
    return canvas.finish();
  }

  /** Returns a figure as an image. */
  public static BufferedImage image(Figure figure, int dotsPerInch) {
    RasterCanvas canvas =
        new RasterCanvas(
            figure.widthInches() * FigurePainter.UNITS_PER_INCH,
            figure.heightInches() * FigurePainter.UNITS_PER_INCH,
            dotsPerInch);
    new FigurePainter(figure, canvas).paint();
    return canvas.finish();
  }
}
