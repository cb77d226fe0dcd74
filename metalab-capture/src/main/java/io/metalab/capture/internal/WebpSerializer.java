package io.metalab.capture.internal;

import io.metalab.capture.plot.FigureFormat;
import io.metalab.capture.plot.internal.ImageFiles;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes images and figures as lossless WebP, and bytes that are a WebP file as they are. */
public final class WebpSerializer extends ImageSerializer {
  private static final int KIND = 8;

  /** Creates the serializer; native code is loaded when it first writes or decodes. */
  public WebpSerializer() {
    super(FigureFormat.WEBP);
  }

  @Override
  boolean isFile(byte[] bytes) {
    return bytes.length >= 12 && text(bytes, 0).equals("RIFF") && text(bytes, KIND).equals("WEBP");
  }

  private static String text(byte[] bytes, int from) {
    return new String(bytes, from, 4, StandardCharsets.ISO_8859_1);
  }

  @Override
  void encode(RenderedImage image, OutputStream out) throws IOException {
    ImageFiles.webp(image, out);
  }
}
