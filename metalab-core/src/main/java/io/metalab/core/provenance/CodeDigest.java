package io.metalab.core.provenance;

import io.metalab.api.ExternalOperation;
import io.metalab.api.Operation;
import io.metalab.core.json.CanonicalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The digest of an operation's code: the SHA-256 of a list with the digest of each class that can
 * be reached from it, of each jar that these classes use, and the feature version of Java.
 *
 * <p>Classes are followed inside the operation's own jar or directory, and into other directories,
 * and enter without debug data: an edited comment changes nothing, an edited constant does. Other
 * jars enter as whole files. The classes of this program enter by the program's version in the
 * provenance instead. What is reached by reflection, {@link java.util.ServiceLoader} or as a
 * resource is not seen.
 */
public final class CodeDigest {
  private CodeDigest() {}

  /**
   * Returns the digest of an operation's code, or empty if its class file cannot be read or an
   * external operation does not know its code.
   */
  public static Optional<String> of(Operation operation) {
    return operation instanceof ExternalOperation external
        ? Optional.of(external.codeDigest()).filter(digest -> !digest.isEmpty())
        : of(operation.getClass());
  }

  /** Returns the digest of the code that is reached from a class; see {@link #of(Operation)}. */
  public static Optional<String> of(Class<?> type) {
    // A lambda has no class file of its own; its code is in the class that wrote it.
    Class<?> root = type.isHidden() ? type.getNestHost() : type;
    try {
      ReachableCode code = ReachableCode.from(root);
      return code.classes().isEmpty() ? Optional.empty() : Optional.of(digest(code));
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String digest(ReachableCode code) throws IOException {
    StringBuilder list = new StringBuilder("metalab.code/1\n");
    SortedMap<String, String> classes = code.classes();
    for (Map.Entry<String, String> entry : classes.entrySet()) {
      list.append("class ").append(entry.getKey()).append(' ').append(entry.getValue());
      list.append('\n');
    }
    for (String jar : code.jarDigests()) {
      list.append("jar ").append(jar).append('\n');
    }
    list.append("java ").append(Runtime.version().feature()).append('\n');
    return CanonicalJson.sha256(list.toString());
  }
}
