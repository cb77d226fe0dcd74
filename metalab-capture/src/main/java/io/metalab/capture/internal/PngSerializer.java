package io.metalab.capture.internal;

import io.metalab.api.ArtifactSerializer;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes images as PNG, and bytes that are a PNG file already as they are. */
public final class PngSerializer implements ArtifactSerializer {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** Creates the serializer. */
  public PngSerializer() {}

  @Override
  public String name() {
    return "png";
  }

  @Override
  public String mediaType() {
    return "image/png";
  }

  @Override
  public boolean accepts(Object value, String artifactName) {
    String extension = Extensions.of(artifactName);
    if (value instanceof byte[] bytes) {
      return extension.equals(name()) && isPng(bytes);
    }
    return (extension.isEmpty() || extension.equals(name())) && value instanceof RenderedImage;
  }

  @Override
  public Map<String, String> write(Object value, OutputStream out) throws IOException {
    if (value instanceof byte[] bytes) {
      if (!isPng(bytes)) {
        throw Reading.error("The bytes are no PNG file: they do not start with its signature.");
      }
      out.write(bytes);
      return Map.of();
    }
    if (!(value instanceof RenderedImage image)) {
      throw Reading.notWritten(name(), "images and the bytes of PNG files", value);
    }
    try (MemoryCacheImageOutputStream sink = new MemoryCacheImageOutputStream(out)) {
      if (!ImageIO.write(image, name(), sink)) {
        throw Reading.error("The image has a colour model that PNG does not know.");
      }
    }
    return Map.of("width", "" + image.getWidth(), "height", "" + image.getHeight());
  }

  /** Reads the bytes of the file, or an image if that is asked for. */
  @Override
  public <T> T read(InputStream in, Class<T> type) throws IOException {
    byte[] bytes = in.readAllBytes();
    if (!isPng(bytes)) {
      throw Reading.error("The artifact is no PNG file: it does not start with its signature.");
    }
    if (type.isAssignableFrom(BufferedImage.class) && type != Object.class) {
      return type.cast(decode(bytes));
    }
    return Reading.as(bytes, type, name(), List.of(BufferedImage.class));
  }

  private static BufferedImage decode(byte[] bytes) {
    @Nullable BufferedImage image;
    try {
      // Given a stream of its own kind, read() makes no cache file and closes it.
      image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException | RuntimeException e) {
      throw Reading.error("The PNG file is damaged: " + e.getMessage(), e);
    }
    if (image == null) {
      throw Reading.error("The PNG file holds no image.");
    }
    return image;
  }

  private static boolean isPng(byte[] bytes) {
    return bytes.length >= SIGNATURE.length
        && Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }
}
