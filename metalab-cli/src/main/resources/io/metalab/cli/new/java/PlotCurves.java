///usr/bin/env metalab script "$0" "$@" ; exit $?
//JAVA 17+
//JAVA_OPTIONS -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED
//DEPS info.picocli:picocli:${picocli}
//DEPS io.metalab:metalab-capture:${version}

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Dash;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Figures;
import io.metalab.capture.plot.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "PlotCurves",
    description = "Draws the loss curves of a run from its log, with their numbers as CSV.")
public class PlotCurves implements Callable<Integer> {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final Pattern METRIC = Pattern.compile("metric (\\{.*})");

  @Parameters(paramLabel = "RUN", description = "Such as runs/2026-11-20T16-02-11-de-risk.")
  Path run;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
  boolean help;

  public static void main(String[] args) {
    System.exit(new CommandLine(new PlotCurves()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(run)) {
      return fail("%s not found or not a directory.".formatted(run));
    }
    Path log = run.resolve("logs/train.log");
    if (!Files.isRegularFile(log)) {
      return fail("%s not found. Run Train first.".formatted(log));
    }
    List<JsonNode> epochs = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      Matcher metric = METRIC.matcher(line);
      if (metric.find()) {
        JsonNode values = JSON.readTree(metric.group(1));
        if (values.has("epoch")) {
          epochs.add(values);
        }
      }
    }
    Figure figure =
        Figure.builder(run.getFileName().toString())
            .x(Axis.linear("epoch"))
            .y(Axis.log("mean squared error"))
            .add(line(epochs, "loss", "fitted samples").withDash(Dash.DASHED))
            .add(line(epochs, "valid_loss", "held-out samples"))
            .build();
    Path plots = Files.createDirectories(run.resolve("plots"));
    for (String format : List.of("webp", "png", "svg")) {
      Path file = plots.resolve("loss_curve." + format);
      Figures.write(figure, file);
      System.out.println(file);
    }
    return 0;
  }

  private static Line line(List<JsonNode> epochs, String metric, String name) {
    return Line.of(
        name,
        epochs.stream().mapToDouble(values -> values.get("epoch").asDouble()).toArray(),
        epochs.stream().mapToDouble(values -> values.path(metric).asDouble(Double.NaN)).toArray());
  }

  private static int fail(String problem) {
    System.err.println("Error: " + problem);
    return 1;
  }
}
