package io.metalab.executor.hazelcast;

import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.executor.WorkerJvm;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.codec.PayloadCodec;
import io.metalab.core.registry.Stores;
import io.metalab.core.run.DefaultRunBody;
import io.metalab.core.run.RunBodyConfig;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A driver in a JVM of its own: executes the payloads it is given, in hex digits. */
final class DriverMain {
  private DriverMain() {}

  /** Returns the arguments for payloads to be executed for a store by a cluster. */
  static List<String> arguments(String place, String addresses, List<RunPayload> payloads) {
    List<String> arguments = new ArrayList<>(List.of(place, addresses));
    for (RunPayload payload : payloads) {
      arguments.add(HexFormat.of().formatHex(PayloadCodec.encode(payload)));
    }
    return arguments;
  }

  public static void main(String[] args) {
    try (Store store =
            Stores.open(
                args[0], OpenOptions.readWrite(), HazelcastExecutor.class.getClassLoader());
        Executor executor =
            HazelcastExecutor.open(
                new ExecutorConfig(
                    0,
                    0,
                    0,
                    WorkerJvm.DEFAULT,
                    Map.of("cluster", List.of(args[1].split(",", -1)), "cluster_name", "test")),
                new DefaultRunBody(
                    RunBodyConfig.builder(ClusterOperation.SPEC, new ClusterOperation(), store)
                        .build()))) {
      List<RunFuture> futures = new ArrayList<>();
      for (int i = 2; i < args.length; i++) {
        RunPayload payload = PayloadCodec.decode(HexFormat.of().parseHex(args[i]));
        futures.add(executor.submit(payload));
      }
      executor.gather(futures);
    }
  }
}
