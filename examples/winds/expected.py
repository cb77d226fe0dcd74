#!/usr/bin/env python3
"""Prints expected.json: the figures of study.yaml by numpy, for whoever doubts those of metalab."""
import json, pathlib
import numpy as np

DELAY, RANK = 11, 20
x = np.load(pathlib.Path(__file__).parent / "navy_winds_u.npz")["x"].astype(float)


def windows(part):
    return np.hstack([part[k : len(part) - DELAY + k] for k in range(DELAY + 1)])


def fit(held_out):
    cut = round((1 - held_out) * len(x))
    mean = x[:cut].mean(axis=0)
    train = windows(x[:cut] - mean)
    u, s, vt = np.linalg.svd(train[:-1], full_matrices=False)
    basis = vt[:RANK].T
    values, vectors = np.linalg.eig((u[:, :RANK] / s[:RANK]).T @ train[1:] @ basis)
    functions = basis @ vectors
    exponents = np.log(values.astype(complex))
    turning = [j for j in range(RANK) if exponents[j].imag > 1e-12]

    def report(period):
        j = min(turning, key=lambda j: abs(np.log(2 * np.pi / exponents[j].imag / period)))

        def residual(w):
            phi = w @ functions[:, j]
            return float(np.linalg.norm(phi[1:] - values[j] * phi[:-1]) / np.linalg.norm(phi[:-1]))

        found = {"period": float(2 * np.pi / exponents[j].imag), "growth": float(exponents[j].real)}
        found["residual_train"] = residual(train)
        if held_out > 0:
            found["residual_held_out"] = residual(windows(x[cut:] - mean))
        return found

    return {"held_out": held_out, "year": report(12), "half_year": report(6)}


print(json.dumps([fit(0), fit(0.25)], indent=1))
