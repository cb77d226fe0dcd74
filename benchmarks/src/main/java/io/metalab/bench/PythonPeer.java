package io.metalab.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** A process of Python that does tasks when told their names, and says how long each took. */
final class PythonPeer implements AutoCloseable {
  private final Process process;
  private final BufferedWriter names;
  private final BufferedReader seconds;

  private PythonPeer(Process process) {
    this.process = process;
    this.names = process.outputWriter(StandardCharsets.UTF_8);
    this.seconds = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts the process; none if there is no python3 with a module.
   *
   * @param directory for its script
   * @param script the name of the resource
   * @param module what the script imports
   * @param threads of its linear algebra
   */
  static Optional<PythonPeer> find(Path directory, String script, String module, int threads)
      throws IOException, InterruptedException {
    Path file = directory.resolve(script);
    try (InputStream in = Objects.requireNonNull(PythonPeer.class.getResourceAsStream(script))) {
      Files.write(file, in.readAllBytes());
    }
    try {
      Process probe =
          new ProcessBuilder("python3", "-c", "import " + module)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (probe.waitFor() != 0) {
        System.err.println("python3 has no " + module + " to compare with.");
        return Optional.empty();
      }
    } catch (IOException e) {
      System.err.println("There is no python3 to compare with: " + e.getMessage());
      return Optional.empty();
    }
    ProcessBuilder builder = new ProcessBuilder("python3", file.toString());
    builder.environment().put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    return Optional.of(
        new PythonPeer(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start()));
  }

  /** Does a task; data are made and the work is done once before the first time. */
  Seconds seconds(String task) throws IOException {
    names.write(task + "\n");
    names.flush();
    String line = seconds.readLine();
    if (line == null) {
      throw new IOException("Python ended during the task " + task + ".");
    }
    String[] parts = line.split(" ", 2);
    return new Seconds(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
  }

  @Override
  public void close() throws IOException {
    names.close();
    process.destroy();
  }
}
