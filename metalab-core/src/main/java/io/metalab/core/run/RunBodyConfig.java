package io.metalab.core.run;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.Provenance;
import io.metalab.api.RunEventListener;
import io.metalab.api.store.Store;
import io.metalab.capture.Serializers;
import io.metalab.core.identity.FileDigests;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link DefaultRunBody} works with.
 *
 * @param operationSpec describes the operation
 * @param operation what is run
 * @param store where results go
 * @param inputs keeps the earlier runs whose artifacts are inputs
 * @param serializers write artifacts
 * @param files check the inputs
 * @param loader finds context builders
 * @param stage the stage of the study that the runs are of, or empty
 * @param tags labels that every record gets
 * @param provenance where, by what and on what runs are executed
 * @param events is told of attempts, progress and artifacts, on the threads where they happen
 * @param clock dates attempts
 * @param nanoTime measures how long they take
 */
public record RunBodyConfig(
    OperationSpec operationSpec,
    Operation operation,
    Store store,
    Store inputs,
    Serializers serializers,
    FileDigests files,
    ClassLoader loader,
    String stage,
    List<String> tags,
    Provenance provenance,
    RunEventListener events,
    InstantSource clock,
    LongSupplier nanoTime) {
  public RunBodyConfig {
    requireNonNull(operationSpec, "operationSpec");
    requireNonNull(operation, "operation");
    requireNonNull(store, "store");
    requireNonNull(inputs, "inputs");
    requireNonNull(serializers, "serializers");
    requireNonNull(files, "files");
    requireNonNull(loader, "loader");
    requireNonNull(stage, "stage");
    tags = List.copyOf(tags);
    requireNonNull(provenance, "provenance");
    requireNonNull(events, "events");
    requireNonNull(clock, "clock");
    requireNonNull(nanoTime, "nanoTime");
  }

  /** Starts a configuration with the operation's class loader and the system's clocks. */
  public static Builder builder(OperationSpec spec, Operation operation, Store store) {
    return new Builder(spec, operation, store);
  }

  /** Puts a {@link RunBodyConfig} together. */
  public static final class Builder {
    private final OperationSpec operationSpec;
    private final Operation operation;
    private final Store store;
    private Store inputs;
    private ClassLoader loader;
    private @Nullable Serializers serializers;
    private FileDigests files = FileDigests.of(Path.of(""));
    private String stage = "";
    private List<String> tags = List.of();
    private Provenance provenance = Provenance.NONE;
    private RunEventListener events = RunEventListener.NONE;
    private InstantSource clock = InstantSource.system();
    private LongSupplier nanoTime = System::nanoTime;

    private Builder(OperationSpec spec, Operation operation, Store store) {
      this.operationSpec = requireNonNull(spec, "spec");
      this.operation = requireNonNull(operation, "operation");
      this.store = requireNonNull(store, "store");
      this.inputs = store;
      this.loader = operation.getClass().getClassLoader();
    }

    /** Sets what keeps the runs whose artifacts are inputs; where results go until it is set. */
    public Builder inputs(Store newInputs) {
      this.inputs = newInputs;
      return this;
    }

    /** Sets what writes artifacts; those the loader finds until they are set. */
    public Builder serializers(Serializers newSerializers) {
      this.serializers = newSerializers;
      return this;
    }

    /** Sets what checks the inputs; relative paths start in the working directory until it is. */
    public Builder files(FileDigests newFiles) {
      this.files = newFiles;
      return this;
    }

    /** Sets what finds context builders. */
    public Builder loader(ClassLoader newLoader) {
      this.loader = newLoader;
      return this;
    }

    /** Sets the stage of the study that the runs are of; none until it is set. */
    public Builder stage(String newStage) {
      this.stage = newStage;
      return this;
    }

    /** Sets the labels that every record gets. */
    public Builder tags(List<String> newTags) {
      this.tags = newTags;
      return this;
    }

    /** Sets where, by what and on what runs are executed. */
    public Builder provenance(Provenance newProvenance) {
      this.provenance = newProvenance;
      return this;
    }

    /** Sets what is told of attempts, progress and artifacts. */
    public Builder events(RunEventListener newEvents) {
      this.events = newEvents;
      return this;
    }

    /** Sets what dates attempts. */
    public Builder clock(InstantSource newClock) {
      this.clock = newClock;
      return this;
    }

    /** Sets what measures how long attempts take. */
    public Builder nanoTime(LongSupplier newNanoTime) {
      this.nanoTime = newNanoTime;
      return this;
    }

    /** Returns the configuration. */
    public RunBodyConfig build() {
      return new RunBodyConfig(
          operationSpec,
          operation,
          store,
          inputs,
          serializers == null ? Serializers.load(loader) : serializers,
          files,
          loader,
          stage,
          tags,
          provenance,
          events,
          clock,
          nanoTime);
    }
  }
}
