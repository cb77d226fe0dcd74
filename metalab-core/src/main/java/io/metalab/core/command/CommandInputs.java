package io.metalab.core.command;

import io.metalab.api.DirValue;
import io.metalab.api.FileRef;
import io.metalab.api.FileValue;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.json.CanonicalJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** The digest of the files that a command's code consists of. */
final class CommandInputs {
  private CommandInputs() {}

  /**
   * Returns the SHA-256 over names and contents, or the empty string if there are no inputs.
   *
   * @param inputs files and directories relative to the base
   * @throws io.metalab.api.MetalabException with {@code FILE_UNREADABLE} if one cannot be read
   */
  static String digest(List<String> inputs, Path base) {
    if (inputs.isEmpty()) {
      return "";
    }
    FileDigests digests = FileDigests.of(base);
    StringBuilder list = new StringBuilder("metalab.command/1\n");
    for (String input : new TreeSet<>(inputs)) {
      FileRef reference =
          Files.isDirectory(base.resolve(input)) ? DirValue.of(input) : FileValue.of(input);
      String sha256 = digests.resolve(reference, "operation.inputs").sha256();
      list.append(sha256).append(' ').append(input).append('\n');
    }
    return CanonicalJson.sha256(list.toString());
  }
}
