import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.capture.plot.Figures;
import io.metalab.core.chart.ChartOptions;
import io.metalab.core.chart.HeatMapChart;
import io.metalab.core.frame.FrameQuery;
import io.metalab.core.frame.Group;
import io.metalab.core.frame.MetricCells;
import io.metalab.core.frame.StudyFrame;
import io.metalab.core.registry.Stores;
import io.metalab.core.stats.BestConfiguration;
import io.metalab.core.stats.PairedComparison;
import java.nio.file.Path;
import java.util.List;

/** Asks the runs of a stored study which setting is best, and draws them. */
public class Answers {
  public static void main(String[] args) throws Exception {
    ClassLoader plugins = Answers.class.getClassLoader();
    try (Store store = Stores.open(args[0], OpenOptions.readOnlyExisting(), plugins)) {
      FrameQuery runs = StudyFrame.of(store, "koopman:0.1").where("lr < 0.9");
      for (Group group : runs.groupBy("width").aggregate("loss")) {
        System.out.printf("%s: %.3f%n", group.key(), group.statistic("metrics.loss").mean());
      }

      MetricCells cells = runs.cells(List.of("lr", "width"), "loss");
      BestConfiguration best = BestConfiguration.of(cells, true).orElseThrow();
      System.out.printf("best: %s, %.3f%n", best.key(), best.mean());
      int place = cells.configurations().indexOf(best.key());
      for (int i = 0; i < cells.configurations().size(); i++) {
        PairedComparison other = PairedComparison.of(cells, i, place);
        System.out.printf("%s: %+.3f%n", other.key(), other.difference());
      }

      Figures.write(
          HeatMapChart.of(runs, "lr", "width", "loss", ChartOptions.titled("Loss")).figure(),
          Path.of("loss.png"));
    }
  }
}
