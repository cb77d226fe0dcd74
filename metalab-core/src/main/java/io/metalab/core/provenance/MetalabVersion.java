package io.metalab.core.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this program. */
public final class MetalabVersion {
  private static final String VERSION = read();

  private MetalabVersion() {}

  /** Returns the version, such as {@code 0.1.0}. */
  public static String current() {
    return VERSION;
  }

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = MetalabVersion.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("The resource version.properties cannot be read.", e);
    }
    return properties.getProperty("version");
  }
}
