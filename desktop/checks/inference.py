"""Running learned models: the only module that imports the inference library, and only when a model is first needed."""

import hashlib
import json
import os
from functools import cache, cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from desktop.checks.errors import ModelChanged, ModelFailed, ModelMissing
from desktop.checks.result import ModelUsed
from desktop.core import places

if TYPE_CHECKING:
    import onnxruntime  # type: ignore[import-untyped]  # it ships no types

# From 1.29 on the library reports its use to its maker: on import it makes a device number under the person's home, and later
# it asks for a host by name, outside Python and therefore unseen by core.offline. We pin a version before that, and should
# another one ever be installed, this keeps it silent. It has to be said before the import.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

# Two threads leave the window responsive on the smallest computers, and more gain little on models this small.
_THREADS = 2
# The library's number for a store that grows by what is asked for. One that doubles keeps its first piece through every giving back.
_AS_REQUESTED = 1
# Models may be loaded by several threads, and the store that they share is made once.
_MAKING_STORE = Lock()


class Entry(BaseModel):
    """One model of the manifest."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    version: str
    file: str
    sha256: str
    licence: str
    origin: str


class Model:
    """A learned model, loaded from the bytes whose hash was checked and never from a path."""

    def __init__(self, name: str, folder: Path | None = None) -> None:
        self._folder = folder or places.models()
        self._entry = _entry(name, self._folder)

    @property
    def entry(self) -> Entry:
        """What the manifest says about the model."""
        return self._entry

    @property
    def used(self) -> ModelUsed:
        """The model's name, version and hash, for a result."""
        return ModelUsed(self._entry.name, self._entry.version, self._entry.sha256)

    def run(self, image: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
        """Return the model's outputs by name for one input. Raises ModelMissing, ModelChanged or ModelFailed."""
        from onnxruntime.capi.onnxruntime_pybind11_state import RuntimeException  # type: ignore[import-untyped]

        session = self._session
        names = [output.name for output in session.get_outputs()]
        try:
            outputs = session.run(names, {session.get_inputs()[0].name: image}, _letting_memory_go())
        except (RuntimeException, MemoryError) as error:
            raise ModelFailed(model=self._entry.name) from error
        return {name: np.asarray(output, np.float32) for name, output in zip(names, outputs, strict=True)}

    @cached_property
    def _session(self) -> "onnxruntime.InferenceSession":
        import onnxruntime

        content = self._content()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = _THREADS
        options.inter_op_num_threads = 1
        # Pictures differ in size: what one of them needed is no plan for the next.
        options.enable_mem_pattern = False
        # Threads that wait by spinning take the processor from the child and the window.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 4
        # Models run one after another: of a store of its own each would keep, after its run, the first large piece it asked for.
        with _MAKING_STORE:
            _make_store()
        options.add_session_config_entry("session.use_env_allocators", "1")
        # Weights stay as long as the model, so they lie beside the store: a piece of it that holds some cannot be given back.
        options.add_session_config_entry("session.use_device_allocator_for_initializers", "1")
        onnxruntime.disable_telemetry_events()
        try:
            session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"], enable_fallback=0)
        except (RuntimeError, ValueError) as error:
            raise ModelFailed(model=self._entry.name) from error
        # It holds the file for good, only to fall back to another way of running it, which we do not ask for.
        session._model_bytes = None  # noqa: SLF001  there is no public way to let go of it
        return session

    def _content(self) -> bytes:
        try:
            content = (self._folder / self._entry.file).read_bytes()
        except OSError as error:
            raise ModelMissing(model=self._entry.name) from error
        if hashlib.sha256(content).hexdigest() != self._entry.sha256:
            raise ModelChanged(model=self._entry.name)
        return content


@cache
def _make_store() -> None:
    """Have this process hold one store of working memory for all models, which grows by what is asked for and no further."""
    import onnxruntime

    memory = onnxruntime.OrtMemoryInfo("Cpu", onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, onnxruntime.OrtMemType.DEFAULT)
    onnxruntime.create_and_register_allocator(memory, onnxruntime.OrtArenaCfg({"arena_extend_strategy": _AS_REQUESTED}))


def _letting_memory_go() -> "onnxruntime.RunOptions":
    """Return what makes a run give its memory back at its end, all at once: piece by piece a third stayed, and the peak was thrice."""
    import onnxruntime

    options = onnxruntime.RunOptions()
    options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    return options


def manifest(folder: Path | None = None) -> tuple[Entry, ...]:
    """Return the models that ship with the program. Raises ModelMissing or ModelChanged where the list itself is not whole."""
    try:
        listed = json.loads(((folder or places.models()) / "manifest.json").read_bytes())
        return tuple(Entry.model_validate(entry) for entry in listed["models"])
    except OSError as error:
        raise ModelMissing(model="manifest.json") from error
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise ModelChanged(model="manifest.json") from error


def _entry(name: str, folder: Path) -> Entry:
    for entry in manifest(folder):
        if entry.name == name:
            return entry
    raise ModelMissing(model=name)
