package io.metalab.bench;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The command line from a cold process, over a store of 45 runs. */
final class StatusScenario implements Scenario {
  @Override
  public String name() {
    return "status";
  }

  @Override
  public int repeats() {
    return 11;
  }

  @Override
  public void prepare(Path directory) throws Exception {
    try (Store store =
        Stores.open(
            directory.toString(), OpenOptions.readWrite(), StatusScenario.class.getClassLoader())) {
      NoOpStudy.run(NoOpStudy.plan("status", 3, 3, 5), store);
    }
    LauncherTime.seconds("doctor", directory);
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String name : new String[] {"status", "ls"}) {
      figures.put(name + "_s", LauncherTime.seconds(name, directory));
    }
    return figures;
  }
}
