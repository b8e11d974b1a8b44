"""OpenCV with the modules that the program uses, and no more: no network, films, windows or neural networks of its own.

Left out too: Intel's IPP, which answers differently in the last digit from one processor to another, and which nobody can compile.
"""

import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import numpy as np

NAME = "opencv-python-headless"
MODULES = ("core", "imgproc", "imgcodecs", "flann", "features", "geometry", "python3")
ON = ("WITH_JPEG", "BUILD_JPEG", "BUILD_ZLIB", "PYTHON3_LIMITED_API")
OFF = (
    *("BUILD_SHARED_LIBS", "BUILD_TESTS", "BUILD_PERF_TESTS", "BUILD_DOCS", "BUILD_opencv_apps", "BUILD_JAVA", "OPENCV_ENABLE_NONFREE"),
    # What computes in its place, or elsewhere.
    *("WITH_IPP", "WITH_OPENCL", "WITH_LAPACK", "WITH_EIGEN", "WITH_ITT", "CV_TRACE", "WITH_PROTOBUF", "WITH_FLATBUFFERS"),
    # Films and cameras.
    *("WITH_FFMPEG", "WITH_V4L", "WITH_GSTREAMER", "WITH_OBSENSOR", "WITH_1394", "WITH_VA", "WITH_VA_INTEL"),
    # Windows, and every kind of picture but JPEG: pictures are decoded by Pillow in the child process.
    *("WITH_GTK", "WITH_UNIFONT", "WITH_QUIRC", "WITH_PNG", "WITH_TIFF", "WITH_WEBP", "WITH_OPENJPEG", "WITH_JASPER", "WITH_OPENEXR"),
    *("WITH_AVIF", "WITH_IMGCODEC_HDR", "WITH_IMGCODEC_GIF", "WITH_IMGCODEC_SUNRASTER", "WITH_IMGCODEC_PXM", "WITH_IMGCODEC_PFM"),
)
LINK = "-Wl,--gc-sections -Wl,-strip-all -Wl,--build-id=none"
# OpenCV tells how it was built, and looks for samples where: names of folders and of the machine. The program has no use for them.
TOLD = {
    "modules/core/version_string.inc": '"OpenCV compiled for Linden\\n"\n',
    "opencv_data_config.hpp": """
#define OPENCV_INSTALL_PREFIX ""
#define OPENCV_DATA_INSTALL_PATH ""
#define OPENCV_BUILD_DIR ""
#define OPENCV_DATA_BUILD_DIR_SEARCH_PATHS ""
#define OPENCV_INSTALL_DATA_DIR_RELATIVE ""
""",
}


def made(source: Path, folder: Path, commands: Path) -> dict[str, Path]:
    """Compile it in `folder` with the tools in `commands`, and return it by the place of what it stands for."""
    root, build = source / "opencv", folder / "build"
    subprocess.run([commands / "cmake", "-S", root, "-B", build, "-G", "Ninja", *_settings(root, build, commands)], check=True)
    for name, text in TOLD.items():
        (build / name).write_text(text, encoding="ascii")
    subprocess.run([commands / "ninja", "-C", build, "--quiet"], check=True)
    return {"cv2/cv2.abi3.so": next((build / "lib").rglob("cv2*.so"))}


def _settings(root: Path, build: Path, commands: Path) -> Iterator[str]:
    # Names of folders would make two builds differ.
    flags = f"-ffile-prefix-map={root}=opencv -ffile-prefix-map={build}=build"
    settings = {
        "CMAKE_MAKE_PROGRAM": commands / "ninja",
        "CMAKE_BUILD_TYPE": "Release",
        "BUILD_LIST": ",".join(MODULES),
        "PYTHON3_EXECUTABLE": sys.executable,
        "PYTHON_DEFAULT_EXECUTABLE": sys.executable,
        "PYTHON3_INCLUDE_DIR": sysconfig.get_path("include"),
        "PYTHON3_NUMPY_INCLUDE_DIRS": np.get_include(),
        "OPENCV_PYTHON3_INSTALL_PATH": "python",
        "CMAKE_C_FLAGS": flags,
        "CMAKE_CXX_FLAGS": flags,
        "CMAKE_MODULE_LINKER_FLAGS": LINK,
        **dict.fromkeys(ON, "ON"),
        **dict.fromkeys(OFF, "OFF"),
    }
    yield from (f"-D{name}={value}" for name, value in settings.items())
