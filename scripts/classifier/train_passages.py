"""Trains the model for passages, after `train.py`, whose piece vectors and first network it takes: `python train_passages.py`."""

import json
import pickle
from collections import Counter

import numpy as np

import passages
import text
import train
import vocabulary
from places import scratch

LENGTHS = (32, 64, 96, 128, 192)
# Networks that are trained here, besides the one of `train.py` that learnt both stages.
NETWORKS = 3
EPOCHS = 3
# A harmless window counts more than an attack; what authors wrote and what is real more than what the grammars made.
HARMLESS = 2.0
SET_WEIGHTS = {"grammar": 1.0, "sentence": 1.5, "author": 2.0}


class Windows(train.Rows):
    """Windows as the networks take them; all of one stage."""

    def __init__(self, rows: list[dict]) -> None:
        self.ids = [r["ids"] for r in rows]
        self.length = np.array([len(i) for i in self.ids])
        self.label = np.array([r["label"] for r in rows], np.float32)
        self.stage = np.zeros(len(rows), np.int64)
        self.weight = np.array([SET_WEIGHTS.get(r["set"], 1.0) for r in rows]) * np.where(self.label == 1, 1.0, HARMLESS)


def for_passages(network: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """A network of two stages as one that takes everything for a passage."""
    context = [1, 1]
    of_stage = {"st": network["st"][context], "q": network["q"][:, context], "w": network["w"][:, context], "b": network["b"][context]}
    return {**network, **of_stage}


def main() -> None:
    pieces = text.tokenizer(vocabulary.pieces())
    rows, held = passages.build(lambda texts: text.encode(pieces, texts))
    print("windows", len(rows), sorted(Counter((r["label"], r["lang"], r["set"]) for r in rows).items()), flush=True)
    (scratch() / "passages.held.jsonl").write_text("".join(json.dumps(r) + "\n" for r in held))
    made = pickle.loads((scratch() / "weights.pkl").read_bytes())
    table = made["table"]
    windows = Windows(rows)
    networks = [for_passages(made["networks"][0])]
    for seed in range(100, 100 + NETWORKS):
        # The newest first: it is asked about all windows, the others about what it suspects.
        networks.insert(0, train.fit(windows, table, np.random.default_rng(seed), seed, EPOCHS, False, LENGTHS))
        (scratch() / "passages.pkl").write_bytes(pickle.dumps({"table": table, "networks": networks}))


if __name__ == "__main__":
    main()
