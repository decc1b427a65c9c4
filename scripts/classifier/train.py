"""Trains the model: `python train.py`. Writes the weights and the held-out rows to the scratch folder."""

import json
import os
import pickle
import time
from collections import Counter

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["OMP_NUM_THREADS"] = "1"

import jax
import jax.numpy as jnp
import numpy as np

import corpus
import network
import text
import vocabulary
from places import scratch

BATCH = 64
LENGTHS = (24, 48, 96, 160, 256)
RATE = 1.5e-3
EPOCHS = 5
# The networks after the first see questions only, and need fewer rounds.
NETWORKS = 3
OTHER_EPOCHS = 3
# A harmless row counts more than an attack, and what people wrote more than what the grammars made.
HARMLESS = 2.0
# Share of the running mean of the weights that each step keeps; the mean is what is shipped.
KEPT = 0.997
WRITTEN = 1.5


class Rows:
    """Training rows as the networks take them."""

    def __init__(self, rows: list[dict]) -> None:
        pieces = text.tokenizer(vocabulary.pieces())
        self.ids = [i[:256] or [text.UNKNOWN] for i in text.encode(pieces, [r["text"] for r in rows])]
        self.length = np.array([len(i) for i in self.ids])
        self.label = np.array([r["label"] for r in rows], np.float32)
        self.stage = np.array([int(r["stage"] == "context") for r in rows])
        written = np.array([1.0 if r["set"] in ("grammar", "disguised") else WRITTEN for r in rows])
        self.weight = np.where(self.label == 1, 1.0, HARMLESS) * written


def fit(rows: Rows, table: np.ndarray, random: np.random.Generator, seed: int, epochs: int, moving: bool, lengths: tuple[int, ...] = LENGTHS) -> dict[str, np.ndarray]:
    """Trains one network; gives the running mean of its weights."""
    weights = jax.tree.map(jnp.array, network.initial(table, random, moving))
    table = jnp.array(table)
    mean = jax.tree.map(jnp.zeros_like, weights)
    square = jax.tree.map(jnp.zeros_like, weights)
    steady = weights

    @jax.jit
    def step(weights, steady, mean, square, t, rate, x, m, s, y, w, key):
        value, gradient = jax.value_and_grad(network.loss)(weights, table, x, m, s, y, w, key)
        mean = jax.tree.map(lambda a, g: 0.9 * a + 0.1 * g, mean, gradient)
        square = jax.tree.map(lambda a, g: 0.98 * a + 0.02 * g * g, square, gradient)

        def moved(a, m1, m2):
            return a - rate * (m1 / (1 - 0.9**t) / (jnp.sqrt(m2 / (1 - 0.98**t)) + 1e-7) + 1e-3 * a)

        weights = jax.tree.map(moved, weights, mean, square)
        steady = jax.tree.map(lambda a, b: KEPT * a + (1 - KEPT) * b, steady, weights)
        return weights, steady, mean, square, value

    started, t = time.time(), 0
    bounds = list(zip((0, *lengths), lengths))
    length = rows.length
    steps = epochs * sum(int(((length > low) & (length <= high)).sum()) // BATCH for low, high in bounds)
    for epoch in range(epochs):
        batches = []
        for low, high in bounds:
            some = random.permutation(np.where((length > low) & (length <= high))[0])
            batches += [(high, some[k : k + BATCH]) for k in range(0, len(some) - BATCH + 1, BATCH)]
        random.shuffle(batches)
        total = 0.0
        for size, chosen in batches:
            x, m = np.zeros((BATCH, size), np.int32), np.zeros((BATCH, size), np.float32)
            for row, k in enumerate(chosen):
                x[row, : length[k]] = rows.ids[k]
                m[row, : length[k]] = 1
            t += 1
            rate = RATE * min(1, t / 100) * max(0.02, 1 - t / steps)
            weights, steady, mean, square, value = step(
                weights, steady, mean, square, t, rate, x, m, rows.stage[chosen], rows.label[chosen], rows.weight[chosen],
                jax.random.PRNGKey(t + seed * 100_000),
            )  # fmt: skip
            total += float(value)
        print("seed", seed, "epoch", epoch, "loss", round(total / len(batches), 4), "seconds", round(time.time() - started), flush=True)
    return jax.tree.map(np.asarray, dict(steady))


def main() -> None:
    training, held = corpus.build()
    for name, some in (("training", training), ("held", held)):
        (scratch() / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in some))
        print(name, len(some), sorted(Counter((r["stage"], r["label"], r["set"]) for r in some).items()), flush=True)
    rows = Rows(training)
    random = np.random.default_rng(0)
    table = network.reduced(vocabulary.vectors(), random)
    first = fit(rows, table, random, 0, EPOCHS, moving=True)
    # The others take the vectors as the first one left them: one table is shipped, and their mean errs less than each.
    table = table + first.pop("moved")
    questions = Rows([r for r in training if r["stage"] == "input"])
    others = [fit(questions, table, np.random.default_rng(s), s, OTHER_EPOCHS, moving=False) for s in range(1, NETWORKS)]
    (scratch() / "weights.pkl").write_bytes(pickle.dumps({"table": table, "networks": [first, *others]}))


if __name__ == "__main__":
    main()
