///usr/bin/env metalab script "$0" "$@" ; exit $?
//JAVA 17+
//DEPS info.picocli:picocli:${picocli}

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "GenerateData",
    description = "Writes data/samples.csv: a cubic with noise.")
public class GenerateData implements Callable<Integer> {
  @Option(names = "--samples", description = "How many (${DEFAULT-VALUE}).")
  int samples = 50;

  @Option(names = "--noise", description = "Standard deviation (${DEFAULT-VALUE}).")
  double noise = 0.05;

  @Option(names = "--seed", description = "Which random numbers (${DEFAULT-VALUE}).")
  long seed = 1;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
  boolean help;

  public static void main(String[] args) {
    System.exit(new CommandLine(new GenerateData()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>(List.of("x,y"));
    for (int i = 0; i < samples; i++) {
      double x = 2 * random.nextDouble() - 1;
      double y = 0.5 - x + 2 * x * x * x + noise * random.nextGaussian();
      lines.add(String.format(Locale.ROOT, "%.4f,%.4f", x, y));
    }
    Path file = Files.createDirectories(Path.of("data")).resolve("samples.csv");
    Files.write(file, lines);
    System.out.println(file);
    return 0;
  }
}
