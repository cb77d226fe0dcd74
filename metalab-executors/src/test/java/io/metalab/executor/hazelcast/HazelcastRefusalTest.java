package io.metalab.executor.hazelcast;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.Provenance;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.WorkerJvm;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import io.metalab.core.run.DefaultRunBody;
import io.metalab.core.run.RunBodyConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HazelcastRefusalTest {
  private static TestCluster cluster;

  @TempDir Path directory;

  @BeforeAll
  static void startMember() {
    cluster = new TestCluster(1, 2);
  }

  @AfterAll
  static void endMember() {
    cluster.close();
  }

  private static Store store(String locator) {
    return Stores.open(
        locator, OpenOptions.readWrite(), HazelcastRefusalTest.class.getClassLoader());
  }

  private static RunBody body(Operation operation, Store store, Provenance provenance) {
    return new DefaultRunBody(
        RunBodyConfig.builder(ClusterOperation.SPEC, operation, store)
            .provenance(provenance)
            .build());
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(
      ErrorCode code, ExecutorConfig config, RunBody body) {
    return assertThatThrownBy(() -> HazelcastExecutor.open(config, body))
        .isInstanceOfSatisfying(
            MetalabException.class,
            problem -> org.assertj.core.api.Assertions.assertThat(problem.code()).isEqualTo(code));
  }

  @Test
  void aLambdaIsRefusedByNameWithTheRemedy() {
    try (Store store = store(directory.resolve("runs").toString())) {
      Operation lambda = (context, params, seeds, runtime, capture) -> RunRecord.success();
      assertRefused(
              ErrorCode.NOT_LOADABLE, cluster.config(0, 0), body(lambda, store, Provenance.NONE))
          .hasMessageContainingAll(
              ClusterOperation.SPEC.qualifiedKey(), "lambda", "--executor thread");
    }
  }

  @Test
  void aStoreThatMembersCannotReachIsRefusedNamingOneThatWouldDo() {
    try (Store store = store("memory:")) {
      assertRefused(
              ErrorCode.STORE_UNUSABLE,
              cluster.config(0, 0),
              body(new ClusterOperation(), store, Provenance.NONE))
          .hasMessageContainingAll(
              "The member " + cluster.addresses(), "memory:", "all members share", "postgresql:");
    }
  }

  @Test
  void aMemberWithOtherCodeOfTheOperationIsRefused() {
    Provenance other = new Provenance(Map.of("code", "0123456789".repeat(6) + "0123"));
    try (Store store = store(directory.resolve("runs").toString())) {
      assertRefused(
              ErrorCode.NOT_LOADABLE,
              cluster.config(0, 0),
              body(new ClusterOperation(), store, other))
          .hasMessageContainingAll(
              ClusterOperation.SPEC.qualifiedKey(), cluster.addresses(), "01234567");
    }
  }

  @Test
  void aMemberWithAnotherVersionOfTheOperationIsRefused() {
    VersionedOperation newer = new VersionedOperation("2");
    try (Store store = store(directory.resolve("runs").toString())) {
      assertRefused(
              ErrorCode.NOT_LOADABLE,
              cluster.config(0, 0),
              new DefaultRunBody(RunBodyConfig.builder(newer.spec(), newer, store).build()))
          .hasMessage(
              "The operation of the study is cluster.versioned@2, but the member %s has"
                  + " cluster.versioned@1. Start it again with the classes of the study, or name"
                  + " their jar in run.classpath.",
              cluster.addresses());
    }
  }

  @Test
  void aClusterThatDoesNotAnswerIsNamedWithTheWayToStartIt() {
    ExecutorConfig nowhere =
        new ExecutorConfig(
            0,
            0,
            0,
            WorkerJvm.DEFAULT,
            Map.of("cluster", List.of(cluster.addresses()), "cluster_name", "another"));
    try (Store store = store(directory.resolve("runs").toString())) {
      assertRefused(
              ErrorCode.UNSATISFIABLE,
              nowhere,
              body(new ClusterOperation(), store, Provenance.NONE))
          .hasMessageContainingAll(
              "another", cluster.addresses(), "metalab worker --cluster " + cluster.addresses());
    }
  }

  @Test
  void aSettingThatIsNotKnownIsRefusedBeforeAnythingIsStarted() {
    ExecutorConfig config =
        new ExecutorConfig(0, 0, 0, WorkerJvm.DEFAULT, Map.of("clutser", "127.0.0.1"));
    assertThatThrownBy(() -> new HazelcastExecutorProvider().check(config, Resources.DEFAULT))
        .isInstanceOf(MetalabException.class)
        .hasMessageContainingAll("clutser", "cluster", "cluster_name");
  }
}
