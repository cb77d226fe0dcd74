package io.metalab.capture.plot.internal;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes images without loss and without dates. */
public final class ImageFiles {
  private static final double METERS_PER_INCH = 0.0254;
  private static final String PNG_METADATA = "javax_imageio_png_1.0";

  private ImageFiles() {}

  /** Writes a PNG file that tells how large its dots are. */
  public static void png(RenderedImage image, int dotsPerInch, OutputStream out)
      throws IOException {
    ImageWriter writer = writer("png");
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
    IIOMetadataNode size = new IIOMetadataNode("pHYs");
    String dotsPerMeter = Long.toString(Math.round(dotsPerInch / METERS_PER_INCH));
    size.setAttribute("pixelsPerUnitXAxis", dotsPerMeter);
    size.setAttribute("pixelsPerUnitYAxis", dotsPerMeter);
    size.setAttribute("unitSpecifier", "meter");
    IIOMetadataNode root = new IIOMetadataNode(PNG_METADATA);
    root.appendChild(size);
    metadata.mergeTree(PNG_METADATA, root);
    write(writer, new IIOImage(image, null, metadata), null, out);
  }

  /** Writes a lossless WebP file. */
  public static void webp(RenderedImage image, OutputStream out) throws IOException {
    ImageWriter writer = writer("webp");
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionType("Lossless");
    write(writer, new IIOImage(image, null, null), param, out);
  }

  private static ImageWriter writer(String format) {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
    if (!writers.hasNext()) {
      throw new MetalabException(
          ErrorCode.UNKNOWN_PLUGIN,
          "No image writer on the class path writes %s. Maybe write .svg instead."
              .formatted(format));
    }
    return writers.next();
  }

  private static void write(
      ImageWriter writer, IIOImage image, @Nullable ImageWriteParam param, OutputStream out)
      throws IOException {
    try (MemoryCacheImageOutputStream sink = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(sink);
      writer.write(null, image, param);
    } finally {
      writer.dispose();
    }
  }
}
