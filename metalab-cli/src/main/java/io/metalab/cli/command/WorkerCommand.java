package io.metalab.cli.command;

import io.metalab.api.MetalabException;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.config.Config;
import io.metalab.cli.config.Key;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.signal.Signals;
import io.metalab.core.provenance.Gpus;
import io.metalab.executor.hazelcast.ClusterLibrary;
import io.metalab.executor.hazelcast.ClusterMember;
import io.metalab.executor.hazelcast.ClusterSettings;
import io.metalab.executor.hazelcast.MemberSettings;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Is a member of a cluster, until it is told to end. */
@Command(
    name = "worker",
    description = {
      "Execute runs of studies as a member of a Hazelcast cluster, until Ctrl-C or TERM.",
      "Studies use the cluster by --executor hazelcast. On Ctrl-C it takes no more runs, lets those"
          + " that run finish for up to 30 s, and ends with exit code 0."
    },
    footer = {
      "metalab worker --cluster 127.0.0.1:5701",
      "metalab worker --cluster 10.0.0.7:5701,10.0.0.8:5701 -j 16"
    })
public final class WorkerCommand implements CliCommand {
  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT,..",
      description =
          "Addresses of members, this one's among them; the port is 5701 unless given."
              + " 127.0.0.1:5701 unless set.")
  @Nullable String cluster;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The cluster's name; others do not see it. metalab unless set.")
  @Nullable String name;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "This member's address; the first free one of the cluster's unless given.")
  @Nullable String listen;

  @Option(
      names = {"-j", "--workers"},
      paramLabel = "N",
      description = "Runs to execute at once; one per processor unless given.")
  @Nullable Integer workers;

  @Override
  @SuppressWarnings("try") // signals work without being mentioned
  public CommandResult run(CliContext context) {
    ClusterLibrary.require();
    CountDownLatch end = new CountDownLatch(1);
    ClusterSettings settings = settings(context.config());
    String address;
    int count = workers == null ? Runtime.getRuntime().availableProcessors() : workers;
    try (Signals.Subscription signals =
            context.environment().signals().subscribe(kind -> end.countDown());
        ClusterMember member = start(settings, count, gpus(context))) {
      address = member.address();
      context
          .terminal()
          .err(
              "member %s of the cluster %s is up: runs at once %d, members %d. Ctrl-C ends it."
                  .formatted(address, settings.name(), count, member.members()));
      context.terminal().flush();
      await(end);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("cluster", settings.name());
    data.put("member", address);
    data.put("workers", count);
    return CommandResult.of(
        data, terminal -> terminal.err("member %s has ended".formatted(address)));
  }

  private ClusterSettings settings(Config config) {
    String addresses = cluster == null ? config.value(Key.CLUSTER) : cluster;
    return new ClusterSettings(
        List.of(addresses.split(",", -1)), name == null ? config.value(Key.CLUSTER_NAME) : name);
  }

  /** Of two members that are started at once, one may take the address that the other has found. */
  private ClusterMember start(ClusterSettings settings, int count, int gpus) {
    try {
      if (listen != null) {
        return ClusterMember.start(
            MemberSettings.at(settings, MemberSettings.address(listen), count, gpus));
      }
      InetSocketAddress address = MemberSettings.freeAddress(settings);
      while (true) {
        try {
          return ClusterMember.start(MemberSettings.at(settings, address, count, gpus));
        } catch (MetalabException e) {
          InetSocketAddress next = MemberSettings.freeAddress(settings);
          if (next.equals(address)) {
            throw e;
          }
          address = next;
        }
      }
    } catch (IllegalArgumentException e) {
      throw CliException.usage(String.valueOf(e.getMessage()), "metalab worker --help");
    }
  }

  private static int gpus(CliContext context) {
    String gpus = context.config().value(Key.AVAILABLE_GPUS);
    return gpus.equals("auto")
        ? Gpus.count(context.environment().variables())
        : Integer.parseInt(gpus);
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
