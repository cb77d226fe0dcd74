package io.metalab.executor.hazelcast;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunId;
import io.metalab.api.executor.Resources;
import io.metalab.core.codec.JsonBytes;
import io.metalab.core.codec.JsonTree;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a member answers to a {@link SessionRequest}.
 *
 * @param slots how many runs it executes at once
 * @param capacity what its runs share
 * @param executing the runs of the study's store that it executes already, for a driver that is
 *     gone
 */
record SessionOffer(int slots, Resources capacity, List<RunId> executing) {
  SessionOffer {
    requireNonNull(capacity, "capacity");
    executing = List.copyOf(executing);
  }

  byte[] encode() {
    JsonBytes out = new JsonBytes(256).raw('{').field("slots", slots);
    out.field("cpus", capacity.cpus()).field("memory", capacity.memoryBytes());
    out.field("gpus", capacity.gpus());
    out.key("executing").strings(executing.stream().map(RunId::hex).toList());
    return out.raw('}').toByteArray();
  }

  static SessionOffer decode(byte[] json) {
    Map<String, ?> fields = JsonTree.readObject(json, 0, json.length);
    List<?> executing = (List<?>) requireNonNull(fields.get("executing"), "executing");
    return new SessionOffer(
        Math.toIntExact(number(fields, "slots")),
        new Resources(
            Math.toIntExact(number(fields, "cpus")),
            number(fields, "memory"),
            Math.toIntExact(number(fields, "gpus")),
            Duration.ZERO),
        executing.stream().map(hex -> new RunId((String) hex)).toList());
  }

  private static long number(Map<String, ?> fields, String key) {
    return (Long) requireNonNull(fields.get(key), key);
  }
}
