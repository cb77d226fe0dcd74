package io.metalab.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * Writes objects of some types as bytes and reads them back; stateless and safe for use by many
 * threads.
 *
 * <p>Providers registered with {@link java.util.ServiceLoader} are found by name. Writing equal
 * objects gives equal bytes.
 */
public interface ArtifactSerializer {
  /** Returns the short lower-case name. */
  String name();

  /** Returns the media type of what it writes. */
  String mediaType();

  /**
   * Returns whether it writes this object under this artifact name without being asked for by name.
   */
  boolean accepts(Object value, String artifactName);

  /**
   * Writes an object.
   *
   * @return what a reader may want to know before reading, such as dtype and shape
   * @throws MetalabException with {@link ErrorCode#SERIALIZATION} if it does not write such objects
   * @throws IOException if the stream fails
   */
  Map<String, String> write(Object value, OutputStream out) throws IOException;

  /**
   * Reads an object back.
   *
   * @param type the type wanted; {@code Object.class} for the natural one
   * @throws MetalabException with {@link ErrorCode#SERIALIZATION} if the bytes or the type do not
   *     fit
   * @throws IOException if the stream fails
   */
  <T> T read(InputStream in, Class<T> type) throws IOException;
}
