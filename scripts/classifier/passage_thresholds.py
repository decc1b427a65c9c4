"""Chooses the thresholds of the model for passages on the held-out ones, and writes what the product checks: `python passage_thresholds.py`."""

import json
import os
import subprocess

import numpy as np

import corpus
import passages
import text
from corpus import jsonl
from grammar import byte_of
from places import FIXTURES, HERE, scratch
from thresholds import Scorer, ship

# Share of harmless passages that the model may hold back on top of the rules, for each kind of held-out rows.
SHARES = {"documents": 0.001, "packages": 0.001}
# The same of whole documents, which have many windows; they are held back only when somebody attaches them.
WHOLE_SHARE = 0.003
# The round of authors that was not trained on: of its harmless passages, by language, none more than one.
ROUND = "authors_round8"
PACKAGES = {"modules", "own_docs"}
# Documents that are known whole.
WHOLE = {*PACKAGES, "documents"}
INTERFACE = {"own_ui", "messages"}


def trained_on(r: dict) -> bool:
    """Whether the network that `train.py` trained for both stages may have seen a row that was held out here."""
    if r["set"] == "modules":
        return os.path.basename(r["path"]) == "README.md"
    if r["set"] == "own_docs":
        return r["path"].startswith("test/fixtures")
    return "source" in r and corpus.may_train(r) and byte_of("c" + r["text"]) % 10 >= 3


def kind_of(r: dict) -> str:
    if r["set"] in ("grammar", "sentence", ROUND):
        return r["set"]
    return "packages" if r["set"] in PACKAGES else "documents"


def judged(rows: list[dict], name: str) -> np.ndarray:
    """Which rows the rules let pass and the model is asked about."""
    asked, verdicts = scratch() / f"{name}.jsonl", scratch() / f"{name}.verdicts.jsonl"
    asked.write_text("".join(json.dumps({"text": r["text"], "stage": "context"}) + "\n" for r in rows))
    subprocess.run(["node", str(HERE / "verdicts.mjs"), str(asked), str(verdicts)], check=True)
    return np.array([v["action"] != "block" and not v["skipped"] for v in jsonl(verdicts)])


def least(scores: np.ndarray, allowed: int) -> float:
    """The least number, in steps of 0.01, that no more than `allowed` of the scores reach."""
    some = np.sort(scores)[::-1]
    return float(np.floor(some[allowed] * 100 + 1) / 100) if len(some) > allowed else 0.0


def main() -> None:
    held = [r for r in jsonl(scratch() / "passages.held.jsonl") if r["set"] not in INTERFACE and not trained_on(r)]
    authors = [dict(r, set=ROUND) for r in jsonl(FIXTURES / f"{ROUND}.jsonl") if r["stage"] == "context"]
    rows = [*held, *authors]
    counted = judged(rows, "passages.rows")
    scorer = Scorer("passages", text.passage_windows)
    scores = np.array([scorer.score(r["text"]) for r in rows])
    kinds = np.array([kind_of(r) for r in rows])
    harmless = np.array([r["label"] == 0 for r in rows])
    french = np.array([r["lang"] == "fr" for r in rows])
    chosen = {}
    for language, mine in (("en", ~french), ("fr", french)):
        bounds = [chosen.get("en", 0.0)]
        for kind, share in SHARES.items():
            of_kind = harmless & (kinds == kind) & mine
            # A single row decides nothing.
            bounds.append(least(scores[of_kind & counted], max(1, int(share * of_kind.sum()))))
        bounds.append(least(scores[harmless & (kinds == ROUND) & mine & counted], 1))
        chosen[language] = max(bounds)
        print(language, [round(b, 2) for b in bounds])
    documents: dict[str, list[dict]] = {}
    for r in held:
        if r["set"] in WHOLE:
            documents.setdefault(r["path"], []).append(r)
    whole = [dict(some[0], text="".join(r["text"] for r in some)) for some in documents.values()]
    whole = [r for r in whole if len(r["text"]) > passages.LONG]
    asked = judged(whole, "passages.whole")
    of_whole = np.array([scorer.score(r["text"]) for r in whole])
    chosen["long"] = max(least(of_whole[asked], int(WHOLE_SHARE * len(whole))), chosen["en"])
    limit = np.where(french, chosen["fr"], chosen["en"])
    over = (scores >= limit) & counted
    for kind in (*SHARES, "grammar", "sentence", ROUND):
        for label, name in ((False, "attacks"), (True, "harmless")):
            for language, mine in (("en", ~french), ("fr", french)):
                some = (kinds == kind) & (harmless == label) & mine
                print(kind, name, language, "rows", int(some.sum()), "rules", int((some & ~counted).sum()), "added", int((some & over).sum()))
    print("whole documents", len(whole), "added", int(((of_whole >= chosen["long"]) & asked).sum()), "with the other threshold", int(((of_whole >= chosen["en"]) & asked).sum()))
    ship({"passages": {name: round(value, 2) for name, value in chosen.items()}})


if __name__ == "__main__":
    main()
