"""The vocabulary: some pieces of multilingual-e5-small, each with its vector.

The shipped list of pieces is an input, so that ids stay when the model is trained anew. It was chosen once: pieces that
occur in the training and held-out rows, in the 40,000 most frequent English and French words (wordfreq 3.1.1), and short
pieces of Latin letters; without those that normalised text cannot hold (capitals, compatibility forms).
"""

import json

import numpy as np

from places import SHIPPED, e5, scratch


def pieces() -> list[tuple[str, float]]:
    """Piece and log probability, in the order of their ids; the first four are special."""
    lines = (SHIPPED / "vocabulary.tsv").read_text(encoding="utf8").split("\n")
    return [(piece, float(score)) for piece, score in (line.split("\t") for line in lines if line)]


def vectors() -> np.ndarray:
    """One vector a piece: the mean over "query: piece" of what multilingual-e5-small gives. Kept between runs."""
    kept = scratch() / "vectors.npy"
    if kept.exists():
        return np.load(kept)
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(e5() / "onnx" / "model_quantized.onnx"), options)
    theirs = {piece: i for i, (piece, _) in enumerate(json.loads((e5() / "tokenizer.json").read_text(encoding="utf8"))["model"]["vocab"])}
    query = Tokenizer.from_file(str(e5() / "tokenizer.json")).encode("query:", add_special_tokens=False).ids
    ids = [theirs[piece] for piece, _ in pieces()]
    out = np.zeros((len(ids), 384), np.float32)
    for start in range(4, len(ids), 256):
        batch = np.array([[0, *query, i, 2] for i in ids[start : start + 256]], dtype=np.int64)
        feed = {"input_ids": batch, "attention_mask": np.ones_like(batch)}
        out[start : start + 256] = session.run(None, feed)[0].mean(1)
    np.save(kept, out)
    return out
