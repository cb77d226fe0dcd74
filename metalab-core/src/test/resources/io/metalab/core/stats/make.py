"""Writes expected.txt: what SciPy says of the samples that StatsTest computes, too."""
import numpy as np
import scipy
from scipy import stats

a = [((i * 37) % 101) / 10 for i in range(12)]
b = [((i * 53 + 7) % 97) / 9 for i in range(12)]
d = np.array(a) - np.array(b)
low, high = stats.t.interval(0.95, len(d) - 1, d.mean(), stats.sem(d))
print("# scipy", scipy.__version__, "numpy", np.__version__)
print("difference", repr(float(d.mean())))
print("low", repr(float(low)))
print("high", repr(float(high)))
print("ttest", repr(float(stats.ttest_rel(a, b).pvalue)))
print("wilcoxon", repr(float(stats.wilcoxon(a, b, method="exact").pvalue)))
mlow, mhigh = stats.t.interval(0.95, len(a) - 1, np.mean(a), stats.sem(a))
print("mean", repr(float(np.mean(a))))
print("sd", repr(float(np.std(a, ddof=1))))
print("mean_low", repr(float(mlow)))
print("mean_high", repr(float(mhigh)))
for p in (0.1, 0.25, 0.5, 0.9):
    print("q%g" % p, repr(float(np.quantile(a, p))))
print("histogram", " ".join(map(str, np.histogram(a, 5)[0])))
print("bins", " ".join(map(str, np.histogram2d(a, b, (3, 4))[0].astype(int).ravel())))
