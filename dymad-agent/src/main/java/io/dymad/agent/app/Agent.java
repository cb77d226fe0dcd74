package io.dymad.agent.app;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.compiler.AnalysisCompiler;
import io.dymad.agent.compiler.TrainingCompiler;
import io.dymad.agent.exec.InputPlans;
import io.dymad.agent.exec.TrainingPlans;
import io.dymad.agent.facade.Checkpoints;
import io.dymad.agent.facade.CompiledRequests;
import io.dymad.agent.facade.Datasets;
import io.dymad.agent.facade.Predictions;
import io.dymad.agent.facade.SpectralSnapshots;
import io.dymad.agent.registry.Registry;
import io.dymad.agent.store.HandleKind;
import io.dymad.agent.store.ObjectStore;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.registry.Operations;
import io.metalab.core.registry.Stores;

/** All services over the store of one project; safe for use by many threads. */
public final class Agent implements AutoCloseable {
  private final Store store;
  private final CatalogService catalog;
  private final TrainingService trainings;
  private final EvaluationService evaluations;
  private final AnalysisService analyses;
  private final PredictionService predictions;

  private Agent(AgentSettings settings, Store store) {
    this.store = store;
    Operations operations = new Operations(settings.loader());
    Registry registry = new Registry(operations);
    ObjectStore objects = new ObjectStore(store);
    FileDigests digests = FileDigests.of(settings.directory());
    Datasets datasets = new Datasets(objects, digests);
    Checkpoints checkpoints = new Checkpoints(objects, digests);
    CompiledRequests trainingRequests = new CompiledRequests(objects, HandleKind.TRAINING_REQUEST);
    CompiledRequests analysisRequests = new CompiledRequests(objects, HandleKind.ANALYSIS_REQUEST);
    Execution execution = Execution.in(objects, settings);
    this.catalog = new CatalogService(objects, datasets, checkpoints);
    this.trainings =
        new TrainingService(
            registry,
            datasets,
            new TrainingCompiler(registry, datasets, trainingRequests),
            new TrainingRuns(
                trainingRequests,
                new TrainingPlans(operations.byKey("dymad.train"), datasets, digests),
                checkpoints,
                execution,
                settings.directory()));
    InputPlans plans = new InputPlans(datasets, checkpoints, digests);
    Jobs jobs = new Jobs(execution, settings.directory());
    this.evaluations =
        new EvaluationService(
            registry,
            operations.byKey("dymad.evaluate"),
            datasets,
            checkpoints,
            plans,
            execution.runs(),
            jobs);
    this.analyses =
        new AnalysisService(
            registry.analyses(),
            operations,
            new AnalysisCompiler(registry.analyses(), datasets, checkpoints, analysisRequests),
            analysisRequests,
            plans,
            new SpectralSnapshots(objects),
            execution,
            jobs);
    this.predictions =
        new PredictionService(
            datasets, checkpoints, new Predictions(objects), settings.directory());
  }

  /** Returns what predicts with trained models. */
  public PredictionService predictions() {
    return predictions;
  }

  /**
   * Opens the store of a project; it is made if it is not there.
   *
   * @throws io.metalab.api.MetalabException if it cannot be opened
   */
  public static Agent open(AgentSettings settings) {
    requireNonNull(settings, "settings");
    return new Agent(
        settings,
        Stores.open(
            settings.store(), settings.directory(), OpenOptions.readWrite(), settings.loader()));
  }

  /** Returns what keeps datasets, checkpoints and all else that has a handle. */
  public CatalogService catalog() {
    return catalog;
  }

  /** Returns what trains. */
  public TrainingService trainings() {
    return trainings;
  }

  /** Returns what judges trained models. */
  public EvaluationService evaluations() {
    return evaluations;
  }

  /** Returns what analyses trained models and data. */
  public AnalysisService analyses() {
    return analyses;
  }

  @Override
  public void close() {
    store.close();
  }
}
