# The tasks of DymadTask with numpy alone: reads names, answers wall clock and processor seconds.
import sys
import time

import numpy as np

try:
    import scipy.linalg as scipy
except ImportError:
    scipy = None

rng = np.random.default_rng(1)
n = lambda *shape: rng.standard_normal(shape)


def dmd(x, y, r):
    u, s, vh = np.linalg.svd(x, full_matrices=False)
    u, s, v = u[:, :r], s[:r], vh[:r].conj().T
    at = u.T @ y @ v / s
    w, vec = np.linalg.eig(at)
    modes = (y @ v / s) @ vec / w
    return w, modes, np.linalg.lstsq(modes, x[:, 0].astype(complex), rcond=None)[0]


def series(samples, sensors, seed=5):
    g = np.random.default_rng(seed)
    t = np.arange(samples)[:, None]
    w = 0.05 + 0.25 * np.arange(1, 11)[None]
    x = np.concatenate([np.cos(w * t), np.sin(w * t)], 1) @ g.standard_normal((20, sensors))
    return x + 1e-3 * g.standard_normal(x.shape)


def varpro(t, h, alpha, steps=30):
    span = t[-1] - t[0]
    t, alpha, lam = t / span, alpha * span, 1.0

    def project(a):
        phi = np.exp(t[:, None] * a[None])
        u, s, vh = np.linalg.svd(phi, full_matrices=False)
        b = vh.conj().T @ ((u.conj().T @ h) / s[:, None])
        return phi, u, s, vh, b, h - phi @ b

    phi, u, s, vh, b, res = project(alpha)
    err = np.linalg.norm(res)
    for _ in range(steps):
        jac = np.empty((h.size, alpha.size), complex)
        for j in range(alpha.size):
            d = t * phi[:, j]
            dp = d - u @ (u.conj().T @ d)
            g = u @ ((vh[:, j] / s)[:, None] * (d.conj() @ res)[None])
            jac[:, j] = (np.outer(dp, b[j]) + g).ravel()
        scale = np.linalg.norm(jac, axis=0)
        q, r = np.linalg.qr(jac)
        rhs = q.conj().T @ res.ravel()
        for _ in range(20):
            delta = np.linalg.lstsq(
                np.vstack([r, lam * np.diag(scale)]),
                np.concatenate([rhs, np.zeros(alpha.size)]), rcond=None)[0]
            trial = project(alpha + delta)
            new = np.linalg.norm(trial[5])
            if new < err:
                break
            lam *= 2
        else:
            break
        gain = (err - new) / err
        alpha, (phi, u, s, vh, b, res), err, lam = alpha + delta, trial, new, lam / 3
        if gain < 1e-10:
            break
    return alpha / span


def tones(samples, sensors):
    g = np.random.default_rng(3)
    t = np.linspace(0, 10, samples)
    w = 1j * np.array([1, -1, 2.3, -2.3, 3.1, -3.1, 4.7, -4.7, 6, -6])
    x = (np.exp(t[:, None] * w) @ (g.standard_normal((10, sensors)))).real
    return t, x + 0.01 * g.standard_normal(x.shape), w + 0.02


def tau_grid(features, points):
    # Whitened Hermitian eigenproblems: the fastest of three ways in numpy.
    p0, p1 = n(2 * features, features), n(2 * features, features)
    q, r = np.linalg.qr(p0)
    c = np.linalg.solve(r.T, p1.T).T
    a, l = q.T @ c, c.T @ c
    def work():
        for z in np.exp(1j * np.linspace(0.1, 3, points)) * 1.1:
            g = l - z * a.T - np.conj(z) * a + abs(z) ** 2 * np.eye(features)
            np.sqrt(max(0, np.linalg.eigvalsh(g)[0]))

    return work, 10000 / points


def kernel_dmd():
    x = n(2000, 5)
    y = 0.9 * x + 0.1 * n(2000, 5)
    k = lambda a, b: np.exp(-np.maximum(0, (a**2).sum(1)[:, None] + (b**2).sum(1) - 2 * a @ b.T) / 50)
    w, q = np.linalg.eigh(k(x, x))
    s, q = np.sqrt(w[-200:]), q[:, -200:]
    return np.linalg.eig((q / s).T @ k(y, x) @ (q / s))


def cos_edmd():
    x = n(100000, 5)
    y, w, b = 0.9 * x, n(5, 1000), rng.uniform(0, 6.28, 1000)

    def work():
        g, a = np.zeros((1000, 1000)), np.zeros((1000, 1000))
        for i in range(0, 100000, 4096):
            p0, p1 = np.cos(x[i:i + 4096] @ w + b), np.cos(y[i:i + 4096] @ w + b)
            g += p0.T @ p0
            a += p0.T @ p1

    return work


def prepared(task):
    """Returns the work of a task, and by what its seconds are multiplied if it is a part."""
    if task == "gemm_2000":
        a, b = n(2000, 2000), n(2000, 2000)
        return lambda: a @ b
    if task in ("svd_1000", "eig_1000", "eigvals_1000", "eigh_1000"):
        a = n(1000, 1000)
        # Ours are left and right vectors; numpy has right ones alone.
        both = (lambda m: scipy.eig(m, left=True, right=True)) if scipy else np.linalg.eig
        call = {"svd_1000": np.linalg.svd, "eig_1000": both,
                "eigvals_1000": np.linalg.eigvals, "eigh_1000": np.linalg.eigh}[task]
        m = a + a.T if task == "eigh_1000" else a
        return lambda: call(m)
    if task == "cholesky_1000":
        a = n(2000, 1000)
        g, c = a.T @ a, n(1000, 1000)
        if scipy:
            return lambda: scipy.cho_solve(scipy.cho_factor(g), c)
        return lambda: np.linalg.solve(g, c)
    if task.startswith("dmd_"):
        rows, columns = (int(k) for k in task[4:].split("x"))
        x = series(columns + 1, rows).T
        return lambda: dmd(x[:, :-1], x[:, 1:], 20)
    if task == "edmd_assemble":
        return cos_edmd()
    if task == "kernel_dmd_2000":
        return kernel_dmd
    if task.startswith("pseudospectrum_"):
        size = int(task.split("_")[1])
        return tau_grid(size, 60 if size < 300 else 20)
    t, x, w = tones(1000, 200)
    u, s, vh = np.linalg.svd(x, full_matrices=False)
    if task == "optdmd_all":
        return lambda: varpro(t, u * s, w)
    h = x @ vh[:10].T
    if task == "optdmd_projected":
        return lambda: varpro(t, h, w)
    g = np.random.default_rng(7)

    def bags():
        for _ in range(20):
            part = np.sort(g.choice(1000, 600, replace=False))
            varpro(t[part], h[part], w)
    return bags


current = None
for line in sys.stdin:
    name = line.strip()
    if name != current:
        made = prepared(name)
        work, factor = made if isinstance(made, tuple) else (made, 1)
        work()
        current = name
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(wall * factor, cpu * factor, flush=True)
