# Sums terms of the series of Leibniz: pi/4 = 1 - 1/3 + 1/5 - ...
exec awk -v n="$1" 'BEGIN {
  for (i = 0; i < n; i++) sum += (i % 2 ? -1 : 1) / (2 * i + 1)
  printf "metric {\"pi\": %.6f}\n", 4 * sum
}'
