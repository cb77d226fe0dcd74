package io.metalab.capture.internal;

import io.metalab.api.ArtifactSerializer;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.FigureFormat;
import io.metalab.capture.plot.Figures;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** Writes images and figures as files of one format, and bytes of such files as they are. */
abstract class ImageSerializer implements ArtifactSerializer {
  private final FigureFormat format;

  ImageSerializer(FigureFormat format) {
    this.format = format;
  }

  /** Returns whether bytes start as files of the format do. */
  abstract boolean isFile(byte[] bytes);

  abstract void encode(RenderedImage image, OutputStream out) throws IOException;

  @Override
  public final String name() {
    return format.extension();
  }

  @Override
  public final String mediaType() {
    return "image/" + name();
  }

  @Override
  public final boolean accepts(Object value, String artifactName) {
    String extension = Extensions.of(artifactName);
    if (value instanceof byte[] bytes) {
      return extension.equals(name()) && isFile(bytes);
    }
    return (extension.isEmpty() || extension.equals(name()))
        && (value instanceof RenderedImage || value instanceof Figure);
  }

  @Override
  public final Map<String, String> write(Object value, OutputStream out) throws IOException {
    if (value instanceof byte[] bytes) {
      if (!isFile(bytes)) {
        throw Reading.error(
            "The bytes are no %s file: they do not start with its signature.".formatted(title()));
      }
      out.write(bytes);
      return Map.of();
    }
    if (value instanceof Figure figure) {
      Figures.write(figure, format, out);
      return Map.of();
    }
    if (!(value instanceof RenderedImage image)) {
      throw Reading.notWritten(
          name(), "figures, images and the bytes of %s files".formatted(title()), value);
    }
    encode(image, out);
    return Map.of("width", "" + image.getWidth(), "height", "" + image.getHeight());
  }

  /** Reads the bytes of the file, or an image if that is asked for. */
  @Override
  public final <T> T read(InputStream in, Class<T> type) throws IOException {
    byte[] bytes = in.readAllBytes();
    if (!isFile(bytes)) {
      throw Reading.error(
          "The artifact is no %s file: it does not start with its signature.".formatted(title()));
    }
    if (type.isAssignableFrom(BufferedImage.class) && type != Object.class) {
      return type.cast(decode(bytes));
    }
    return Reading.as(bytes, type, name(), List.of(BufferedImage.class));
  }

  private BufferedImage decode(byte[] bytes) {
    @Nullable BufferedImage image;
    try {
      // Given a stream of its own kind, read() makes no cache file and closes it.
      image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException | RuntimeException e) {
      throw Reading.error("The %s file is damaged: %s".formatted(title(), e.getMessage()), e);
    }
    if (image == null) {
      throw Reading.error("The %s file holds no image.".formatted(title()));
    }
    return image;
  }

  private String title() {
    return name().toUpperCase(Locale.ROOT);
  }
}
