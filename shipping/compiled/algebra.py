"""NumPy's linear algebra without OpenBLAS: the LAPACK that lies in NumPy's own source, and the products of algebra.c.

The wheel's OpenBLAS (28 MB with the library of Fortran) holds every routine for every processor there was. NumPy asks for 57.
"""

import re
import subprocess
import sysconfig
from pathlib import Path

import numpy as np

from shipping import elf

NAME = "numpy"
PRODUCTS = Path(__file__).with_name("algebra.c")
# What the wheel's modules ask it by: numbers of 64 bits, and names that stand apart from any other BLAS.
NAMED = ("-DHAVE_BLAS_ILP64", "-DBLAS_SYMBOL_PREFIX=scipy_", "-DBLAS_SYMBOL_SUFFIX=_64")
COMMON = ("-fPIC", "-w", "-DNDEBUG", "-ffunction-sections", "-fdata-sections")
# Translated from Fortran, LAPACK keeps its variables between calls, and the wheel's NumPy calls it from any thread: each has its own.
EACH_THREAD = """#include <Python.h>
#include <stdio.h>
#include <string.h>
#include "f2c.h"
#define static static __thread
#include "{name}.c"
"""
LAPACK_FILES = ("f2c", "f2c_c_lapack", "f2c_d_lapack", "f2c_s_lapack", "f2c_z_lapack", "f2c_blas", "f2c_lapack")
# What it finds out about the numbers of the machine is the same for all, and is found when the library is loaded (algebra.c).
FOR_ALL = ("f2c_config", "python_xerbla")
LINK = ("-shared", "-Wl,--no-undefined-version", "-Wl,--gc-sections", "-Wl,--build-id=none", "-Wl,-z,noexecstack", "-s")


def made(source: Path, folder: Path, _commands: Path) -> dict[str, Path]:
    """Compile it into `folder`, and return it by the place of what it stands for."""
    library = wheels_library()
    lapack = source / "numpy" / "linalg" / "lapack_lite"
    headers = [lapack, source / "numpy" / "_core" / "src" / "common", Path(np.get_include()), Path(sysconfig.get_path("include"))]
    common = (*COMMON, *NAMED, *(f"-I{path}" for path in headers))
    for name in LAPACK_FILES:
        (folder / f"thread_{name}.c").write_text(EACH_THREAD.format(name=name), encoding="ascii")
    codes = [*(folder / f"thread_{name}.c" for name in LAPACK_FILES), *(lapack / f"{name}.c" for name in FOR_ALL)]
    objects = [*(_compiled(code, folder, common, "-O2") for code in codes), _compiled(PRODUCTS, folder, common, "-O3")]
    names = folder / "names.map"
    names.write_text(f"{{ global: {' '.join(f'{name};' for name in asked())} local: *; }};\n", encoding="ascii")
    target = folder / library.name
    command = ["cc", *LINK, f"-Wl,-soname,{library.name}", f"-Wl,--version-script={names}", "-o", target, *objects, "-lm"]
    subprocess.run(command, check=True)
    return {f"numpy.libs/{library.name}": target}


def wheels_library() -> Path:
    """Return the OpenBLAS of the wheel that is installed."""
    return next(Path(np.__file__).parent.parent.glob("numpy.libs/libscipy_openblas64_*"))


def asked() -> list[str]:
    """Return the names that the modules of the wheel ask for."""
    modules = Path(np.__file__).parent.rglob("*.so")
    return sorted({name for module in modules for name in elf.asked_for(module) if re.match(r"scipy_.*64_$", name)})


def _compiled(code: Path, folder: Path, common: tuple[str, ...], speed: str) -> Path:
    target = folder / f"{code.stem}.o"
    subprocess.run(["cc", *common, speed, "-c", code, "-o", target], check=True)
    return target
