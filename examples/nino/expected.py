#!/usr/bin/env python3
"""Prints expected.json: the figures of study.yaml by numpy, for whoever doubts those of metalab."""
import csv, json, pathlib
import numpy as np

here = pathlib.Path(__file__).parent
with open(here / "nino12_monthly.csv") as file:
    x = np.array([float(row["sst_celsius"]) for row in csv.DictReader(file)])
cut = round(0.75 * len(x))
mean = x[:cut].mean()


def windows(part, delay):
    return np.lib.stride_tricks.sliding_window_view(part - mean, delay + 1)


def fit(delay, rank):
    train, held_out = windows(x[:cut], delay), windows(x[cut:], delay)
    u, s, vt = np.linalg.svd(train[:-1], full_matrices=False)
    basis = vt[:rank].T
    # Rows are samples: the matrix that takes the coordinates of a window to those of the next.
    values, vectors = np.linalg.eig((u[:, :rank] / s[:rank]).T @ train[1:] @ basis)
    functions = basis @ vectors
    exponents = np.log(values.astype(complex))
    turning = [j for j in range(rank) if exponents[j].imag > 1e-12]
    year = min(turning, key=lambda j: abs(np.log(2 * np.pi / exponents[j].imag / 12)))

    def residual(w):
        phi = w @ functions[:, year]
        return float(np.linalg.norm(phi[1:] - values[year] * phi[:-1]) / np.linalg.norm(phi[:-1]))

    return {
        "delay": delay,
        "rank": rank,
        "period_months": float(2 * np.pi / exponents[year].imag),
        "period_growth": float(exponents[year].real),
        "period_residual_train": residual(train),
        "period_residual_held_out": residual(held_out),
    }


print(json.dumps([fit(d, r) for d in (11, 23, 35, 59) for r in (4, 6, 8, 10)], indent=1))
