package io.metalab.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import java.time.Instant;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class StudyReportTest {
  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

  private static RunRecord run(int number) {
    return RunRecord.builder()
        .runId(new RunId("%064x".formatted(number + 1)))
        .experimentId("large:1")
        .operation("toy@1")
        .status(RunStatus.SUCCESS)
        .params(Params.copyOf(Map.of("lr", number % 5_003 / 8.0)))
        .seeds(SeedBundle.of(42, number / 5_003))
        .started(START)
        .finished(START.plusSeconds(2))
        .metrics(Map.of("loss", number % 5_003 + number / 5_003))
        .build();
  }

  @Test
  void listsConfigurationsInsteadOfMoreThanTenThousandRuns() {
    try (Store store =
        Stores.open("memory:", OpenOptions.readWrite(), StudyReportTest.class.getClassLoader())) {
      for (int number = 0; number < 2 * 5_003; number++) {
        store.putRunRecord(run(number)).join();
      }

      Document page = Jsoup.parse(StudyReport.html(store, "large:1"));

      assertThat(page.select(".tiles").text()).isEqualTo("10,006 success");
      assertThat(page.select("#runs ~ .wide caption").text())
          .isEqualTo("10006 runs by configuration, the first 1000 of 5003");
      assertThat(page.select("#runs ~ .wide tbody tr")).hasSize(1_000);
      // Two runs at lr = 3 / 8, with losses 3 and 4.
      assertThat(page.select("#runs ~ .wide tbody tr").get(3).select("td").eachText())
          .containsExactly("0.375", "2", "0", "3.5", "0.7071");
    }
  }
}
