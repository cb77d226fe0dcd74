"""Fits a ridge regression on the last years to forecast the next year's sunspot number."""

import argparse
import json
import os

import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("--series", required=True)
parser.add_argument("--lags", type=int, required=True)
parser.add_argument("--ridge", type=float, required=True)
parser.add_argument("--seed", type=int, required=True)
args = parser.parse_args()

years, values = np.loadtxt(args.series, delimiter=",", skiprows=1, unpack=True)
lagged = np.lib.stride_tricks.sliding_window_view(values, args.lags + 1)
features = np.hstack([lagged[:, :-1], np.ones((len(lagged), 1))])
targets, target_years = lagged[:, -1], years[args.lags :]

# The model sees a bootstrap sample of the years before 1900 and is judged by those after.
train = np.flatnonzero(target_years < 1900)
sample = np.random.default_rng(args.seed).choice(train, size=len(train))
x, y = features[sample], targets[sample]
penalty = args.ridge * len(sample) * np.diag([1.0] * args.lags + [0.0])
weights = np.linalg.solve(x.T @ x + penalty, x.T @ y)
forecast = features @ weights


def rmse(chosen):
    return float(np.sqrt(np.mean((forecast - targets)[chosen] ** 2)))


for decade in range(1900, 2010, 10):
    in_decade = (target_years >= decade) & (target_years < decade + 10)
    if in_decade.any():
        print("metric", json.dumps({"step": decade, "decade_rmse": rmse(in_decade)}))
print("metric", json.dumps({"train_rmse": rmse(train), "rmse": rmse(target_years >= 1900)}))

np.save(os.path.join(os.environ["METALAB_OUT"], "forecast.npy"), np.column_stack([target_years, forecast]))
