///usr/bin/env metalab script "$0" "$@" ; exit $?
//JAVA 17+
//DEPS info.picocli:picocli:${picocli}
// A library that has jars for a GPU gets two lines: the first is taken where there is a GPU.
// //GPU-DEPS org.nd4j:nd4j-cuda-11.6:1.0.0-M2.1 org.nd4j:nd4j-cuda-11.6:1.0.0-M2.1:linux-x86_64
// //DEPS org.nd4j:nd4j-native:1.0.0-M2.1 org.nd4j:nd4j-native:1.0.0-M2.1:linux-x86_64

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "Train",
    description = "Fits a cubic to samples by gradient descent, in a run directory of its own.")
public class Train implements Callable<Integer> {
  private static final int HOLD_OUT = 5; // every fifth sample is not fitted
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss");
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  @Parameters(paramLabel = "NAME", description = "What this run is about, such as de-risk.")
  String name;

  @Option(names = "--lr", description = "Step size (${DEFAULT-VALUE}).")
  double lr = 0.3;

  @Option(names = "--epochs", description = "Passes over the samples (${DEFAULT-VALUE}).")
  int epochs = 200;

  @Option(names = "--seed", description = "Where the weights start (${DEFAULT-VALUE}).")
  long seed = 0;

  @Option(names = "--data", description = "The samples (${DEFAULT-VALUE}).")
  Path data = Path.of("data", "samples.csv");

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
  boolean help;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Train()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
      return fail("the name %s must be letters, digits, '_', '.' and '-'.".formatted(name));
    }
    if (!Files.isRegularFile(data)) {
      return fail("%s not found. Run GenerateData first.".formatted(data));
    }
    Path run;
    try {
      run = createRun();
    } catch (FileAlreadyExistsException e) {
      return fail("%s already exists.".formatted(e.getFile()));
    }
    try (PrintWriter file = new PrintWriter(run.resolve("logs/train.log").toFile(), "UTF-8")) {
      Log log = new Log(file);
      log.info("run %s lr=%s epochs=%d seed=%d".formatted(run, lr, epochs, seed));
      Files.copy(data, run.resolve("data/samples.csv"));
      Files.writeString(
          run.resolve("data/params.json"),
          "{\"lr\": %s, \"epochs\": %d, \"seed\": %d}\n".formatted(lr, epochs, seed));
      double[] weights = fit(read(data), log);
      Path checkpoint = run.resolve("checkpoints/weights.csv");
      Files.write(checkpoint, Arrays.stream(weights).mapToObj(Double::toString).toList());
      log.info("wrote %s".formatted(checkpoint));
    }
    System.out.println(run);
    return 0;
  }

  /** Makes the directory of this run; in a sweep metalab has made it, and names it. */
  private Path createRun() throws IOException {
    String given = System.getenv("METALAB_OUT");
    Path run = Path.of("runs", TIME.format(LocalDateTime.now()) + "-" + name);
    if (given != null) {
      run = Path.of(given);
    } else {
      Files.createDirectories(run.getParent());
      Files.createDirectory(run);
    }
    for (String part : List.of("logs", "plots", "checkpoints", "data")) {
      Files.createDirectory(run.resolve(part));
    }
    return run;
  }

  private double[] fit(List<double[]> samples, Log log) {
    double[] weights = new Random(seed).doubles(4, -1, 1).toArray();
    double[] losses = new double[2];
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double[] slope = new double[weights.length];
      losses = new double[2];
      int[] counts = new int[2];
      for (int i = 0; i < samples.size(); i++) {
        double x = samples.get(i)[0];
        double error = value(weights, x) - samples.get(i)[1];
        int part = i % HOLD_OUT == HOLD_OUT - 1 ? 1 : 0;
        losses[part] += error * error;
        counts[part]++;
        for (int k = 0; part == 0 && k < slope.length; k++) {
          slope[k] += 2 * error * Math.pow(x, k);
        }
      }
      for (int k = 0; k < slope.length; k++) {
        weights[k] -= lr * slope[k] / counts[0];
      }
      losses[0] /= counts[0];
      losses[1] /= counts[1];
      log.info(
          "metric {\"epoch\": %d, \"loss\": %s, \"valid_loss\": %s}"
              .formatted(epoch, losses[0], losses[1]));
    }
    log.info(
        "metric {\"final_loss\": %s, \"final_valid_loss\": %s}".formatted(losses[0], losses[1]));
    return weights;
  }

  private static double value(double[] weights, double x) {
    return weights[0] + x * (weights[1] + x * (weights[2] + x * weights[3]));
  }

  private static List<double[]> read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .skip(1)
        .map(line -> line.split(","))
        .map(cells -> new double[] {Double.parseDouble(cells[0]), Double.parseDouble(cells[1])})
        .toList();
  }

  private static int fail(String problem) {
    System.err.println("Error: " + problem);
    return 1;
  }

  /** Writes each line to the log of the run, and to stderr with less before it. */
  record Log(PrintWriter file) {
    void info(String message) {
      LocalDateTime now = LocalDateTime.now();
      file.println(STAMP.format(now) + " | INFO | " + message);
      file.flush();
      System.err.println(CLOCK.format(now) + " | " + message);
    }
  }
}
