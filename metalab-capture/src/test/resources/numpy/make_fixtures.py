"""Writes the fixtures of this directory; see README.md."""

import pathlib

import numpy as np

here = pathlib.Path(__file__).parent
grid = np.arange(6, dtype="<f8").reshape(2, 3) / 4

np.save(here / "float64.npy", np.array([0.0, -0.0, 0.1, np.nan, np.inf, -np.inf, 5e-324]))
np.save(here / "float64_2d.npy", grid)
np.save(here / "float64_fortran.npy", np.asfortranarray(grid))
np.save(here / "float64_3d_fortran.npy", np.asfortranarray(np.arange(24.0).reshape(2, 3, 4)))
np.save(here / "float64_big_endian.npy", grid.astype(">f8"))
np.save(here / "float32.npy", np.array([0.1, 1e-45, 3.4028235e38], dtype="<f4"))
np.save(here / "int64.npy", np.array([-(2**63), -1, 2**63 - 1], dtype="<i8"))
np.save(here / "int32_big_endian.npy", np.array([-(2**31), 7], dtype=">i4"))
np.save(here / "int16.npy", np.array([-32768, 32767], dtype="<i2"))
np.save(here / "uint8.npy", np.array([0, 255], dtype="u1"))
np.save(here / "uint32.npy", np.array([0, 2**32 - 1], dtype="<u4"))
np.save(here / "uint64_too_large.npy", np.array([2**64 - 1], dtype="<u8"))
np.save(here / "bool.npy", np.array([True, False, True]))
np.save(here / "scalar.npy", np.array(2.5))
np.save(here / "empty.npy", np.zeros((0,)))
np.save(here / "empty_2d.npy", np.zeros((0, 3), dtype="<i4"))
np.save(here / "long_shape.npy", np.zeros((1,) * 30))
np.save(here / "complex128.npy", np.array([1 + 2j]))
np.save(here / "structured.npy", np.array([(1.0, 2)], dtype=[("a", "<f8"), ("b", "<i4")]))
np.save(here / "pickled.npy", np.array([{"a": 1}], dtype=object), allow_pickle=True)
with open(here / "version2.npy", "wb") as file:
    np.lib.format.write_array(file, grid, version=(2, 0))
np.savez(here / "stored.npz", weights=grid, bias=np.array([1, 2, 3], dtype="<i8"))
np.savez_compressed(here / "compressed.npz", weights=grid, converged=np.array([True]))
