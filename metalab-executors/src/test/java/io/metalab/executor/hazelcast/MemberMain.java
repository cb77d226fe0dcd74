package io.metalab.executor.hazelcast;

import java.io.IOException;
import java.util.List;

/** A member in a JVM of its own, which ends when its standard input does. */
final class MemberMain {
  private MemberMain() {}

  public static void main(String[] args) throws IOException {
    ClusterSettings cluster = new ClusterSettings(List.of(args[2].split(",", -1)), "test");
    int port = Integer.parseInt(args[1]);
    MemberSettings settings =
        new MemberSettings(cluster, args[0], port, Integer.parseInt(args[3]), 0);
    ClusterMember member = ClusterMember.start(settings);
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Whatever comes means that the test lives.
    }
    member.close();
    System.exit(0);
  }
}
