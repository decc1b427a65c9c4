"""Normalisation and pieces: what the model sees of a text. `src/guards/classifier/pieces.ts` does the same."""

import re
import unicodedata

from tokenizers import Tokenizer, models, pre_tokenizers

# What nobody sees, and controls: removed. The rules judge who writes such characters.
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
BLANKS = re.compile("[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u2581\u3000]+")
APOSTROPHES = re.compile("[\u2018\u2019\u02bc]")

UNKNOWN = 3
WINDOW = 192
STRIDE = 128
# Of passages: an order that is planted in a document is short.
PASSAGE_WINDOW = 128
PASSAGE_STRIDE = 64


def normalise(text: str) -> str:
    """Compatibility forms, lower case, no invisible characters, straight apostrophes, single blanks."""
    text = INVISIBLE.sub("", text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    return BLANKS.sub(" ", APOSTROPHES.sub("'", unicodedata.normalize("NFKC", text).lower())).strip(" ")


def tokenizer(pieces: list[tuple[str, float]]) -> Tokenizer:
    """The unigram model over `pieces`; text must be normalised before."""
    made = Tokenizer(models.Unigram(pieces, unk_id=UNKNOWN, byte_fallback=False))
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)]
    )
    return made


def encode(made: Tokenizer, texts: list[str]) -> list[list[int]]:
    return [e.ids for e in made.encode_batch([normalise(t) for t in texts], add_special_tokens=False)]


def windows(ids: list[int]) -> list[list[int]]:
    """Overlapping windows over all pieces; one of an unknown piece for an empty text."""
    ids = ids or [UNKNOWN]
    return [ids[s : s + WINDOW] for s in range(0, max(1, len(ids) - WINDOW + STRIDE), STRIDE)]


def passage_windows(ids: list[int]) -> list[list[int]]:
    """Overlapping windows over all pieces of a passage; the last one ends with it."""
    ids = ids or [UNKNOWN]
    last = max(0, len(ids) - PASSAGE_WINDOW)
    starts = [*range(0, last, PASSAGE_STRIDE), last]
    return [ids[s : s + PASSAGE_WINDOW] for s in starts]
