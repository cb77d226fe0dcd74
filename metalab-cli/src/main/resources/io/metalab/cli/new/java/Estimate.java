import java.util.Random;

/** Estimates pi from random points; arguments: how many, and a seed. */
public class Estimate {
  public static void main(String[] args) {
    int points = Integer.parseInt(args[0]);
    Random random = new Random(Long.parseLong(args[1]));
    int inside = 0;
    for (int i = 0; i < points; i++) {
      double x = random.nextDouble();
      double y = random.nextDouble();
      if (x * x + y * y <= 1) {
        inside++;
      }
    }
    double pi = 4.0 * inside / points;
    System.out.println(
        "metric {\"pi\": " + pi + ", \"abs_error\": " + Math.abs(pi - Math.PI) + "}");
  }
}
