package io.metalab.capture.plot;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.capture.internal.Extensions;
import java.util.Arrays;
import java.util.Locale;

/** A kind of file that a figure can be drawn to. */
public enum FigureFormat {
  SVG,
  PNG,
  WEBP;

  /** Returns the extension of its files, in lower case. */
  public String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the format that the extension of a file's name tells.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if it tells none
   */
  public static FigureFormat of(String fileName) {
    String extension = Extensions.of(fileName);
    return Arrays.stream(values())
        .filter(format -> format.extension().equals(extension))
        .findFirst()
        .orElseThrow(
            () ->
                new MetalabException(
                    ErrorCode.INVALID_VALUE,
                    "The extension of %s must be .svg, .png or .webp.".formatted(fileName)));
  }
}
