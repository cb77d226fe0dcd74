"""Estimates pi from random points; arguments: how many, and a seed."""

import json
import math
import random
import sys

points, seed = int(sys.argv[1]), int(sys.argv[2])
generator = random.Random(seed)
inside = sum(generator.random() ** 2 + generator.random() ** 2 <= 1 for _ in range(points))
pi = 4 * inside / points
print("metric", json.dumps({"pi": pi, "abs_error": abs(pi - math.pi)}))
