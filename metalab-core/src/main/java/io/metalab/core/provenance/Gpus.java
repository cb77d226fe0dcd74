package io.metalab.core.provenance;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** The GPUs that this process may use, found without any driver. */
public final class Gpus {
  private static final Path DEVICES = Path.of("/dev");
  private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

  private Gpus() {}

  /**
   * Returns how many GPUs of NVIDIA there are: those that {@code CUDA_VISIBLE_DEVICES} names, or,
   * if it is not set, those that the system has device files of.
   *
   * @param environment the variables of the process
   */
  public static int count(Map<String, String> environment) {
    return count(environment, DEVICES);
  }

  static int count(Map<String, String> environment, Path devices) {
    String visible = environment.get(VISIBLE);
    return visible == null ? deviceFiles(devices) : named(visible);
  }

  /** As the driver reads it: the list ends at the first name that no device has. */
  private static int named(String visible) {
    return (int)
        Arrays.stream(visible.split(",", -1))
            .map(String::strip)
            .takeWhile(name -> name.matches("[0-9]+|(GPU|MIG)-.+"))
            .count();
  }

  private static int deviceFiles(Path devices) {
    int count = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(devices, "nvidia[0-9]*")) {
      for (Path file : files) {
        count += file.getFileName().toString().matches("nvidia[0-9]+") ? 1 : 0;
      }
    } catch (IOException e) {
      return 0; // A system without such a directory has no such devices.
    }
    return count;
  }
}
