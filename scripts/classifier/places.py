"""Where the training reads and writes: the project, its data, and two folders named by environment variables."""

import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
DATA = HERE / "data"
FIXTURES = PROJECT / "test" / "fixtures" / "guards"
SHIPPED = PROJECT / "media" / "classifier"


def named(variable: str) -> Path:
    """The folder that an environment variable names; ends the program when there is none."""
    folder = os.environ.get(variable)
    if not folder or not Path(folder).is_dir():
        raise SystemExit(f"{variable} must name a folder, see README.md")
    return Path(folder)


def foreign() -> Path:
    """Rows of others (JSON Lines), the same folder as for the benchmark of the guards. They never enter the project."""
    return named("REMPART_GUARD_DATA")


def documents() -> list[Path]:
    """More harmless documents of others, one JSON Lines file a source: `{"text", "lang", "path", "train"}` a document."""
    folder = os.environ.get("REMPART_DOCUMENTS")
    return sorted(Path(folder).glob("*.jsonl")) if folder else []


def e5() -> Path:
    """multilingual-e5-small as Rempart installs it: `tokenizer.json`, `onnx/model_quantized.onnx`."""
    return named("REMPART_E5")


def scratch() -> Path:
    """What is made on the way: corpora, vectors, weights."""
    folder = Path(os.environ.get("REMPART_CLASSIFIER_SCRATCH", HERE / ".scratch"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
