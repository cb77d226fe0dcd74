"""Writes the points of the Sobol and Halton sequences that SequenceSourceTest expects.

python3 sequences.py > sequences.csv; made with scipy 1.17.1.
"""
from scipy.stats import norm, qmc

print("sequence,index,x1,x2,x3,x4,x5,x6,x7,x8")
for name, engine in (("sobol", qmc.Sobol), ("halton", qmc.Halton)):
    points = engine(8, scramble=False).random(4096)
    for index in list(range(16)) + [1000, 2047, 4095]:
        print(",".join([name, str(index)] + [repr(float(x)) for x in points[index]]))
for p in (1e-300, 1e-20, 1e-5, 0.025, 0.074, 0.076, 0.3, 0.5, 0.75, 0.925, 0.926, 0.999999):
    print(",".join(["normal", "0", repr(p), repr(float(norm.ppf(p)))]))
