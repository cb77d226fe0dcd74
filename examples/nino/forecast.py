#!/usr/bin/env python3
"""Prints forecast.json: errors of the linear forecasts of forecast.yaml, and of the mean year, by numpy."""
import csv, json, pathlib
import numpy as np

here = pathlib.Path(__file__).parent
WINDOW = 60


def series(name):
    with open(here / name) as file:
        return np.array([float(row["sst_celsius"]) for row in csv.DictReader(file)])


known, judged = series("until_2000.csv"), series("since_1996.csv")
fitted = known[: round(0.75 * len(known))]
mean, spread = fitted.mean(), fitted.std()


def windows(part):
    return np.lib.stride_tricks.sliding_window_view((part - mean) / spread, WINDOW)


def rmse(forecast):
    """In degrees over the 15 years, of which the first five are the window that is known."""
    return float(np.sqrt(np.mean((forecast - judged) ** 2)))


def linear(rank):
    all_windows = windows(fitted)
    u, s, vt = np.linalg.svd(all_windows[:-1], full_matrices=False)
    step = vt[:rank].T / s[:rank] @ (u[:, :rank].T @ all_windows[1:])
    all_now = [windows(judged)[0]]
    while len(all_now) + WINDOW - 1 < len(judged):
        all_now.append(all_now[-1] @ step)
    # A month is the first of its window, and those after the last window's first are its others.
    course = np.append([now[0] for now in all_now[:-1]], all_now[-1])
    return rmse(course * spread + mean)


year = known.reshape(-1, 12).mean(axis=0)
mean_year = np.concatenate([judged[:WINDOW], np.tile(year, 10)])
print(json.dumps({"linear": {r: linear(r) for r in (8, 14)}, "mean_year": rmse(mean_year)}, indent=1))
