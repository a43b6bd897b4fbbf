"""A stand-in for CuPy that compiles CUDA text as C++ and lets its threads run one after the other on the processor.

It shows, where there is no GPU, that the text is whole, that the arrays of the persons of a warp do not touch each other, and that what
comes back is what the processor computes. It shows nothing of speed or of the order in which real threads run.
"""

from __future__ import annotations

import ctypes
import subprocess
from types import SimpleNamespace

import numpy as np

UNARY = ("fabs", "sqrt", "exp", "log", "acosh", "atanh", "sin", "cos", "tan", "asin", "acos", "atan", "erf", "erfc")
BEFORE = (
    "#define __CUDACC__ 1\n#define __global__\n#define __forceinline__ inline __attribute__((always_inline))\n"
    '#define __noinline__ __attribute__((noinline))\n#define isfinite __builtin_isfinite\nextern "C" {'
    + " ".join(f"double {name}(double);" for name in UNARY)
    + "double pow(double, double); double fmin(double, double); double copysign(double, double); double fma(double, double, double); }\n"
    "typedef unsigned long size_t;\nstatic struct { int x; } threadIdx, blockIdx, blockDim;\n"
    "static double __longlong_as_double(long long x) { double r; __builtin_memcpy(&r, &x, 8); return r; }\n"
    "static long long __double_as_longlong(double x) { long long r; __builtin_memcpy(&r, &x, 8); return r; }\n"
)
AFTER = """
extern "C" void start_bytes_of_warp(int, int, const Problem *q, int64_t *bytes) { threadIdx.x = 0; bytes_of_warp(q, bytes); }
/* Threads run one after the other, each in memory full of a pattern: words that two of them wrote are clashes. */
extern "C" int64_t start_solve_persons(int grid, int block, const Problem *q, int64_t first, int64_t count, char *memory, int64_t bytes)
{
    const long long pattern = 0x5a5a5a5a5a5a5a5aLL;
    const int64_t words = (count + STRIDE - 1) / STRIDE * bytes / 8;
    long long *word = (long long *)memory;
    char *owned = new char[words]();
    int64_t clashes = 0;
    blockDim.x = block;
    for (blockIdx.x = 0; blockIdx.x < grid; blockIdx.x++)
        for (threadIdx.x = 0; threadIdx.x < block; threadIdx.x++) {
            for (int64_t i = 0; i < words; i++) word[i] = pattern;
            solve_persons(q, first, count, memory, bytes);
            for (int64_t i = 0; i < words; i++)
                if (word[i] != pattern) { clashes += owned[i]; owned[i] = 1; }
        }
    delete[] owned;
    return clashes;
}
"""


class There:
    """An array on the device."""

    def __init__(self, array):
        self.array = np.array(array)
        self.size, self.data = self.array.size, SimpleNamespace(ptr=self.array.ctypes.data)

    def get(self):
        return self.array.copy()

    def __getitem__(self, key):
        return self.array[key]


class Module:
    def __init__(self, folder, code, flags):
        (folder / "kernel.cpp").write_text(BEFORE + code + AFTER)
        command = ["g++", "-std=c++17", "-O1", "-march=native", "-ffp-contract=fast", "-fno-math-errno", "-fno-trapping-math", "-w",
                   "-U__SSE2__", "-fPIC", "-shared", *flags, "kernel.cpp", "-o", "kernel.so"]
        subprocess.run(command, cwd=folder, check=True)
        self.library = ctypes.CDLL(str(folder / "kernel.so"))

    def get_function(self, name):
        def start(grid, block, arguments):
            plain = [ctypes.c_void_p(a.data.ptr) if isinstance(a, There) else ctypes.c_int64(int(a)) for a in arguments]
            run = self.library[f"start_{name}"]
            run.restype = ctypes.c_int64 if name == "solve_persons" else None
            if clashes := run(grid[0], block[0], *plain):
                raise AssertionError(f"{clashes} numbers were written by two threads")

        return start


def stand_in(folder, free_bytes, flags=()):
    """What `gpu.run` needs of CuPy.

    Args:
        folder: where it may compile.
        free_bytes: memory that the device claims to have.
    """
    quiet = SimpleNamespace(synchronize=lambda: None)
    cuda = SimpleNamespace(
        runtime=SimpleNamespace(getDeviceCount=lambda: 1), Device=lambda: SimpleNamespace(mem_info=(free_bytes, free_bytes)),
        memory=SimpleNamespace(OutOfMemoryError=MemoryError), get_current_stream=lambda: quiet)
    return SimpleNamespace(
        cuda=cuda, uint8=np.uint8, int64=np.int64, asarray=There, zeros=lambda n, dtype: There(np.zeros(n, dtype)),
        empty=lambda n, dtype: There(np.empty(n, dtype)),
        RawModule=lambda code, options, backend: Module(folder, code, flags))
