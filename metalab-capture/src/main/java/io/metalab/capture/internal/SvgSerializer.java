package io.metalab.capture.internal;

import io.metalab.api.ArtifactSerializer;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.FigureFormat;
import io.metalab.capture.plot.Figures;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** Draws a {@link Figure} as SVG; reads it back as text. */
public final class SvgSerializer implements ArtifactSerializer {
  /** Creates the serializer. */
  public SvgSerializer() {}

  @Override
  public String name() {
    return FigureFormat.SVG.extension();
  }

  @Override
  public String mediaType() {
    return "image/svg+xml";
  }

  @Override
  public boolean accepts(Object value, String artifactName) {
    String extension = Extensions.of(artifactName);
    return (extension.isEmpty() || extension.equals(name())) && value instanceof Figure;
  }

  @Override
  public Map<String, String> write(Object value, OutputStream out) throws IOException {
    if (!(value instanceof Figure figure)) {
      throw Reading.notWritten(name(), "figures", value);
    }
    Figures.write(figure, FigureFormat.SVG, out);
    return Map.of();
  }

  @Override
  public <T> T read(InputStream in, Class<T> type) throws IOException {
    return new TextSerializer().read(in, type);
  }
}
