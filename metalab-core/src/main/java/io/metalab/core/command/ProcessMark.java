package io.metalab.core.command;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the processes of one attempt carry in their environment: {@code METALAB_PROCESS}, made of
 * this process, its start and a number.
 *
 * @param text number of this process, milliseconds of its start, and a count, with dashes between
 */
record ProcessMark(String text) {
  static final String VARIABLE = "METALAB_PROCESS";
  static final String RUN_ID = "METALAB_RUN_ID";

  private static final Pattern OWNER =
      Pattern.compile("(?:^|\0)" + VARIABLE + "=([0-9]+)-([0-9]+)-[0-9]+(?:\0|$)");
  private static final AtomicLong COUNT = new AtomicLong();
  private static final String OWN =
      ProcessHandle.current().pid() + "-" + start(ProcessHandle.current()) + "-";

  static ProcessMark next() {
    return new ProcessMark(OWN + COUNT.incrementAndGet());
  }

  /** Matches the environment of processes that carry this mark. */
  Predicate<String> carried() {
    String entry = VARIABLE + "=" + text + '\0';
    return environment -> environment.startsWith(entry) || environment.contains('\0' + entry);
  }

  /** Matches the environment of processes of a run whose owner is gone. */
  static Predicate<String> orphanOf(String runId) {
    String entry = RUN_ID + "=" + runId + '\0';
    return environment -> environment.contains(entry) && isOwnerGone(environment);
  }

  private static boolean isOwnerGone(String environment) {
    Matcher owner = OWNER.matcher(environment);
    return owner.find()
        && ProcessHandle.of(Long.parseLong(owner.group(1)))
            .filter(process -> Long.toString(start(process)).equals(owner.group(2)))
            .isEmpty();
  }

  private static long start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
