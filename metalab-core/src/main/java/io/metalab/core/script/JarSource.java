package io.metalab.core.script;

import io.metalab.api.MetalabException;
import java.nio.file.Path;
import java.util.List;

/** Where jars are had that are not among those of this program. */
@FunctionalInterface
interface JarSource {
  /**
   * Returns the jars and all that they need, in the order of a class path.
   *
   * @param offline whether only what is on this machine may be looked at
   * @throws MetalabException with {@code UNSATISFIABLE} if one cannot be had
   */
  List<Path> find(List<Coordinates> jars, boolean offline);
}
