package io.metalab.capture.plot;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.Capture;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.capture.CsvTable;
import io.metalab.capture.internal.CsvSerializer;
import io.metalab.capture.plot.internal.Description;
import io.metalab.capture.plot.internal.Drawing;
import io.metalab.capture.plot.internal.ImageFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Draws figures, to files, to streams, or into a run's artifacts. */
public final class Figures {
  private static final int DOTS_PER_INCH = 150;

  private Figures() {}

  /** Returns a figure as the text of an SVG file, which may also stand inside a page. */
  public static String svg(Figure figure) {
    return Drawing.svg(figure);
  }

  /** Returns what a figure shows, in words. */
  public static String describe(Figure figure) {
    return Description.of(figure);
  }

  /**
   * Returns the numbers in a figure: a row for each point, with the kind and the name of its
   * series; columns that a kind does not use are empty.
   */
  public static CsvTable data(Figure figure) {
    return FigureData.table(figure);
  }

  /** Draws a figure to a stream, which stays open. */
  public static void write(Figure figure, FigureFormat format, OutputStream out)
      throws IOException {
    switch (format) {
      case SVG -> out.write(svg(figure).getBytes(StandardCharsets.UTF_8));
      case PNG -> ImageFiles.png(Drawing.image(figure, DOTS_PER_INCH), DOTS_PER_INCH, out);
      case WEBP -> ImageFiles.webp(Drawing.image(figure, DOTS_PER_INCH), out);
    }
  }

  /**
   * Draws a figure to a file, and writes its numbers beside it: those of {@code loss.png} to {@code
   * loss.data.csv}. Both are replaced if they exist.
   *
   * @return the file with the numbers
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if the extension is not .svg,
   *     .png or .webp
   */
  public static Path write(Figure figure, Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    FigureFormat format = FigureFormat.of(name);
    Path data = file.resolveSibling(dataName(name));
    try (OutputStream out = Files.newOutputStream(file)) {
      write(figure, format, out);
    }
    try (OutputStream out = Files.newOutputStream(data)) {
      new CsvSerializer().write(data(figure), out);
    }
    return data;
  }

  /**
   * Captures a figure and its numbers: those of {@code loss.png} as {@code loss.data.csv}.
   *
   * @param name name of the artifact, with the extension .svg, .png or .webp
   * @return the picture
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if the extension is another
   */
  public static ArtifactDescriptor capture(Capture capture, String name, Figure figure) {
    FigureFormat format = FigureFormat.of(name);
    ArtifactDescriptor picture = capture.artifact(name, figure, format.extension());
    capture.artifact(dataName(name), data(figure));
    return picture;
  }

  private static String dataName(String name) {
    return name.substring(0, name.lastIndexOf('.')) + ".data.csv";
  }
}
