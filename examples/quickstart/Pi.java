import static io.metalab.Metalab.*;
public class Pi {
  public static void main(String[] args) {
    var op = operation("pi_mc", (p, seeds, capture) -> {
      var rng = seeds.random(); long n = p.getLong("n"), in = 0;
      for (long i = 0; i < n; i++) if (Math.hypot(rng.nextDouble(), rng.nextDouble()) <= 1) in++;
      capture.metric("pi", 4.0 * in / n); });
    study("pi_mc", "0.1").operation(op).grid("n", 1_000, 10_000, 100_000).seeds(42, 3).main(args);
  } }
