package io.metalab.executor.slurm;

import java.util.List;
import java.util.regex.Pattern;

/** What to do about a job that SLURM refuses. */
final class Refusals {
  private static final List<Hint> HINTS =
      List.of(
          new Hint(
              "invalid partition",
              "`sinfo` lists the partitions; run.slurm.partition names the one to use."),
          new Hint(
              "invalid account|account/partition combination",
              "`sacctmgr show assoc user=$USER` lists your accounts; run.slurm.account names the"
                  + " one to use."),
          new Hint(
              "invalid qos",
              "`sacctmgr show assoc user=$USER format=qos` lists what you may use; run.slurm.qos"
                  + " names it."),
          new Hint(
              "invalid generic resource|gres",
              "`sinfo -o '%P %G'` lists the generic resources of each partition; run.slurm.gres"
                  + " asks for them."),
          new Hint(
              "time limit|--time",
              "`sinfo -o '%P %l'` lists the longest time of each partition; run.slurm.time asks for"
                  + " one."),
          new Hint(
              "node configuration is not available|memory specification|cpu count",
              "`sinfo -o '%P %c %m'` lists cpus and memory of the nodes; run.resources asks for"
                  + " them."));

  private Refusals() {}

  private record Hint(Pattern pattern, String text) {
    Hint(String pattern, String text) {
      this(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), text);
    }
  }

  /** Returns a sentence that says where to look, given what {@code sbatch} wrote to stderr. */
  static String hint(String err) {
    return HINTS.stream()
        .filter(hint -> hint.pattern().matcher(err).find())
        .map(Hint::text)
        .findFirst()
        .orElse("The options of the job come from run.slurm and run.resources.");
  }
}
