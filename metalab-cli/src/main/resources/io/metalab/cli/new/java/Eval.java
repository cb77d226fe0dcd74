///usr/bin/env metalab script "$0" "$@" ; exit $?
//JAVA 17+
//DEPS info.picocli:picocli:${picocli}

import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "Eval",
    description = "Judges the weights of a run on the samples that were not fitted.")
public class Eval implements Callable<Integer> {
  private static final int HOLD_OUT = 5; // as in Train

  @Parameters(paramLabel = "RUN", description = "Such as runs/2026-11-20T16-02-11-de-risk.")
  Path run;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
  boolean help;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Eval()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(run)) {
      return fail("%s not found or not a directory.".formatted(run));
    }
    Path weightsFile = run.resolve("checkpoints/weights.csv");
    if (!Files.isRegularFile(weightsFile)) {
      return fail("%s not found. Run Train first.".formatted(weightsFile));
    }
    double[] w = Files.readAllLines(weightsFile).stream().mapToDouble(Double::parseDouble).toArray();
    List<String> lines = Files.readAllLines(run.resolve("data/samples.csv"));
    double squares = 0;
    int count = 0;
    for (int i = HOLD_OUT - 1; i < lines.size() - 1; i += HOLD_OUT) {
      String[] cells = lines.get(i + 1).split(",");
      double x = Double.parseDouble(cells[0]);
      double error = w[0] + x * (w[1] + x * (w[2] + x * w[3])) - Double.parseDouble(cells[1]);
      squares += error * error;
      count++;
    }
    Files.createDirectories(run.resolve("logs"));
    info(
        "metric {\"split\": \"valid\", \"rmse\": %s, \"samples\": %d}"
            .formatted(Math.sqrt(squares / count), count));
    return 0;
  }

  /** Adds a line to logs/eval.log, and prints it to stderr with less before it. */
  private void info(String message) throws IOException {
    LocalDateTime now = LocalDateTime.now();
    Path log = run.resolve("logs/eval.log");
    try (PrintWriter file =
        new PrintWriter(new FileWriter(log.toFile(), StandardCharsets.UTF_8, true))) {
      file.println(
          DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").format(now) + " | INFO | " + message);
    }
    System.err.println(DateTimeFormatter.ofPattern("HH:mm:ss").format(now) + " | " + message);
  }

  private static int fail(String problem) {
    System.err.println("Error: " + problem);
    return 1;
  }
}
