package io.metalab.capture.internal;

import io.metalab.capture.plot.FigureFormat;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes images and figures as PNG, and bytes that are a PNG file already as they are. */
public final class PngSerializer extends ImageSerializer {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** Creates the serializer. */
  public PngSerializer() {
    super(FigureFormat.PNG);
  }

  @Override
  boolean isFile(byte[] bytes) {
    return bytes.length >= SIGNATURE.length
        && Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  @Override
  void encode(RenderedImage image, OutputStream out) throws IOException {
    try (MemoryCacheImageOutputStream sink = new MemoryCacheImageOutputStream(out)) {
      if (!ImageIO.write(image, name(), sink)) {
        throw Reading.error("The image has a colour model that PNG does not know.");
      }
    }
  }
}
