"""A network: reduced piece vectors, three dilated convolutions, maximum and attention pooling, one output a stage."""

import jax
import jax.numpy as jnp
import numpy as np

DIMENSIONS = 128
CHANNELS = 96
HIDDEN = 64
LAYERS = 3


def reduced(vectors: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """The vectors in their 128 strongest directions, of about unit spread."""
    centred = vectors - vectors[4:].mean(0)
    sample = centred[4:][random.permutation(len(centred) - 4)[:12_000]]
    _, _, directions = np.linalg.svd(sample, full_matrices=False)
    out = centred @ directions[:DIMENSIONS].T
    return (out / out[4:].std(0).mean()).astype(np.float32)


def initial(table: np.ndarray, random: np.random.Generator, moving: bool) -> dict[str, np.ndarray]:
    """Weights to begin with. With `moving` the vectors of the table are trained as well."""

    def normal(*shape: int) -> np.ndarray:
        return (random.normal(size=shape) * np.sqrt(2 / np.prod(shape[:-1]))).astype(np.float32)

    weights = {
        "win": normal(DIMENSIONS, CHANNELS), "bin": np.zeros(CHANNELS, np.float32), "st": normal(2, CHANNELS) * 0.1,
        "ho": normal(2 * CHANNELS, HIDDEN), "bo": np.zeros(HIDDEN, np.float32), "w": normal(HIDDEN, 2) * 0.3,
        "b": np.zeros(2, np.float32), "q": normal(CHANNELS, 2) * 0.1,
    }  # fmt: skip
    for layer in range(LAYERS):
        weights[f"c{layer}"] = normal(3, CHANNELS, CHANNELS) * 0.7
        weights[f"cb{layer}"] = np.zeros(CHANNELS, np.float32)
    if moving:
        weights["moved"] = np.zeros_like(table)
    return weights


def logits(weights, table, ids, mask, stage, key=None):
    """One number a row; above the threshold it is an attack. With a key, pieces and features drop out at random."""
    e = table[ids]
    if "moved" in weights:
        e = e + weights["moved"][ids]
    if key is not None:
        first, second, third = jax.random.split(key, 3)
        e = e * jax.random.bernoulli(first, 0.9, ids.shape)[..., None]
        e = e * jax.random.bernoulli(second, 0.85, (ids.shape[0], 1, DIMENSIONS)) / 0.85
    h = jax.nn.gelu(e @ weights["win"] + weights["bin"] + weights["st"][stage][:, None, :]) * mask[..., None]
    for layer in range(LAYERS):
        step = 2**layer
        padded = jnp.pad(h, ((0, 0), (step, step), (0, 0)))
        c = weights[f"c{layer}"]
        y = padded[:, : -2 * step] @ c[0] + h @ c[1] + padded[:, 2 * step :] @ c[2] + weights[f"cb{layer}"]
        h = (h + jax.nn.gelu(y)) * mask[..., None]
    strongest = jnp.max(jnp.where(mask[..., None] > 0, h, -1e9), 1)
    asked = jnp.take_along_axis(h @ weights["q"], stage[:, None, None].repeat(h.shape[1], 1), 2)[..., 0]
    attention = jax.nn.softmax(jnp.where(mask > 0, asked, -1e9), 1)
    pooled = jnp.concatenate([strongest, (attention[..., None] * h).sum(1)], 1)
    if key is not None:
        pooled = pooled * jax.random.bernoulli(third, 0.7, pooled.shape) / 0.7
    z = jax.nn.gelu(pooled @ weights["ho"] + weights["bo"]) @ weights["w"] + weights["b"]
    return jnp.take_along_axis(z, stage[:, None], 1)[:, 0]


def loss(weights, table, ids, mask, stage, label, weight, key):
    z = logits(weights, table, ids, mask, stage, key)
    entropy = jnp.maximum(z, 0) - z * label + jnp.log1p(jnp.exp(-jnp.abs(z)))
    mean = (entropy * weight).mean()
    if "moved" not in weights:
        return mean
    # The vectors may move, but not far: pieces that were never seen must stay comparable.
    return mean + 3e-2 * jnp.mean((weights["moved"][ids] ** 2) * mask[..., None])
