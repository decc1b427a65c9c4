"""Training and held-out windows of passages: planted orders in surroundings, and everything harmless that documents hold."""

import glob
import json
import os
import re
from collections.abc import Callable, Iterator
from random import Random

import corpus
from corpus import Row, jsonl
from grammar import byte_of, expand, parse, surface
from places import DATA, FIXTURES, PROJECT, documents

# Pieces of the shortest and longest window that is trained on. Rows of authors do not say which part is planted: up to `WHOLE`.
SHORTEST = 24
LONGEST = 128
WHOLE = 192
# Characters of the longest text that is judged as a passage; what is longer has a threshold of its own.
LONG = 2000
# Sentences made of one template, and surroundings that are drawn for one sentence.
PER_TEMPLATE = {1: 110, 0: 120}
SURROUNDINGS = 8
# Share of what is real that is held out, by document, in tenths.
HELD_TENTHS = 3

WRAPS = [
    "{}", "{}", "{}", "{}", "{}", "{}", "<!-- {} -->", "> {}", "// {}", "# {}", "/* {} */", "- {}", "[//]: # ({})", '"{}"',
    "* {}", "**{}**", '{{"note": "{}"}}', "({})", '<p style="display:none">{}</p>', "| 3 | {} |", "TODO: {}", "-- {}", "P.S. {}",
    "note: {}", "« {} »", "[{}]", "3. {}", "## {}", "\t{}", "description: {}", '<span title="{}">', "![{}](a.png)", "_{}_", "; {}", "– {}",
]  # fmt: skip


def held(name: str) -> bool:
    return byte_of("passage" + name) % 10 < HELD_TENTHS


def grammar_rows(random: Random) -> list[Row]:
    rows = []
    for language in ("en", "fr"):
        for label, kind in ((1, "attack"), (0, "benign")):
            parts, templates = parse(DATA / f"{language}_{kind}_passage.grammar.txt")
            known = [(t, parts, PER_TEMPLATE[label]) for t in templates["context"]]
            # What the network for questions learns of passages, less often: there it is the only source.
            base = {k: parse(DATA / f"{language}_{k}.grammar.txt") for k in ("attack", "benign")}
            more, more_templates = parse(DATA / f"{language}_{kind}_more.grammar.txt")
            merged = {**base["attack"][0], **base["benign"][0], **base[kind][0], **more}
            known += [(t, base[kind][0], 30) for t in base[kind][1]["context"]]
            known += [(t, merged, 30) for t in more_templates["context"]]
            for template, names, number in known:
                for text in sorted({expand(template, names, random) for _ in range(number)}):
                    rows.append(dict(text=surface(text, language, random), label=label, lang=language, set="grammar",
                                     held=byte_of(template) % 6 == 0))  # fmt: skip
    return rows


def sentence_rows(random: Random) -> list[Row]:
    rows = []
    for language in ("en", "fr"):
        for label, kind in ((1, "attack"), (0, "benign")):
            for name in ("passage", "context"):
                for line in (DATA / f"{language}_{kind}_{name}.txt").read_text(encoding="utf8").splitlines():
                    if not line.strip():
                        continue
                    text = line.replace("\\n", "\n")
                    for variant in range(10):
                        rows.append(dict(text=text if variant < 6 else surface(text, language, random), label=label, lang=language,
                                         set="sentence", held=byte_of(text) % 6 == 0))  # fmt: skip
    return rows


def author_rows(rounds: tuple[int, ...]) -> list[Row]:
    """Passages of independent authors. Disguised attacks are left to the rules."""
    rows = []
    for number in rounds:
        for r in jsonl(FIXTURES / f"authors_round{number}.jsonl"):
            if r["stage"] != "context" or (r["label"] == 1 and re.search("evasion|obfuscation|encod|hidden", r.get("kind") or "")):
                continue
            rows.append(dict(text=r["text"], label=r["label"], lang="fr" if r["lang"] == "fr" else "en", set="author", held=False))
    return rows


def real_rows(random: Random) -> list[Row]:
    """Passages of real documents and code, held out by document. Those that may not be trained on are all held out."""
    rows = []
    for r in corpus.foreign_rows(dev=True):
        if r["stage"] != "context" or (r["label"] == 1 and not r["payload"]):
            continue
        rows.append(dict(r, held=not corpus.may_train(r) or held(r["path"] or r["text"])))
    for path in sorted(glob.glob(str(PROJECT / "*.md")) + glob.glob(str(PROJECT / "docs/*.md")) + glob.glob(str(PROJECT / "test/fixtures/**/*.md"), recursive=True)):
        # Our page on the guards quotes attacks, and this one is about the very rows.
        if "/guards/" not in path:
            rows += document_rows(path, "own_docs", True, random)
    for path in sorted(glob.glob(str(PROJECT / "l10n/fr/*.json"))):
        with open(path, encoding="utf8") as file:
            texts = {k: v for k, v in json.load(file).items() if isinstance(v, str)}
        for language, some in (("en", list(texts)), ("fr", list(texts.values()))):
            rows.append(dict(text="\n".join(some), label=0, lang=language, set="own_ui", held=held(os.path.basename(path))))
    messages = PROJECT / "node_modules/typescript/lib/fr/diagnosticMessages.generated.json"
    if messages.exists():
        lines = list(json.loads(messages.read_text(encoding="utf8")).values())
        rows += [dict(text="\n".join(lines[i : i + 12]), label=0, lang="fr", set="messages", held=held(str(i // 12))) for i in range(0, len(lines), 12)]
    modules = str(PROJECT / "node_modules")
    for path in sorted(glob.glob(modules + "/*/*.md") + glob.glob(modules + "/@*/*/*.md") + glob.glob(modules + "/*/docs/**/*.md", recursive=True)):
        rows += document_rows(path, "modules", permissive(path), random)
    for source in documents():
        for r in jsonl(source):
            name = f"{source.stem}/{r['path']}"
            rows += pieces_of(r["text"], dict(lang=r["lang"], set="documents", path=name, held=not r["train"] or held(name)), random)
    return rows


def permissive(path: str) -> bool:
    folder = re.match(r".*/node_modules/(?:@[^/]+/)?[^/]+", path)
    try:
        with open(os.path.join(folder[0] if folder else "", "package.json"), encoding="utf8") as file:
            return json.load(file).get("license") in corpus.PERMISSIVE
    except (OSError, ValueError):
        return False


def document_rows(path: str, name: str, may_train: bool, random: Random) -> Iterator[Row]:
    try:
        with open(path, encoding="utf8") as file:
            text = file.read()[:15_000]
    except (OSError, ValueError):
        return
    french = len(re.findall(r"\b(le|les|des|est|une|dans)\b", text)) > len(re.findall(r"\b(the|of|is|and|to)\b", text))
    relative = os.path.relpath(path, PROJECT)
    about = dict(lang="fr" if french else "en", set=name, path=relative, held=not may_train or held(relative))
    yield from pieces_of(text, about, random)


def pieces_of(text: str, about: dict, random: Random) -> Iterator[Row]:
    """A harmless document in passages of the length that the index cuts."""
    at = 0
    while at < len(text):
        size = random.randrange(600, 1000)
        if len(text) - at > 150:
            yield dict(about, text=text[at : at + size], label=0)
        at += size


Encode = Callable[[list[str]], list[list[int]]]


def lines_of(text: str) -> list[str]:
    return [line for line in re.split(r"(?<=[.!?])\s+|\n", text) if line.strip()]


def placed_rows(own: list[Row], pools: dict, encode: Encode, random: Random) -> list[Row]:
    """Windows that hold a sentence, or most of it, in the surroundings of a document. What is harmless stands there in the same way."""
    drawn = []
    for r in own:
        said = random.choice(WRAPS).format(r["text"]) if random.random() < 0.6 else r["text"]
        pool = pools[r["lang"] if random.random() < 0.9 else "en"]
        around = [random.choice(pool)] if random.random() < 0.15 else lines_of(random.choice(pool))
        at = random.randrange(len(around) + 1)
        drawn.append((" ".join(around[:at]), said, " ".join(around[at:])))
    befores, saids, afters = (encode([d[i] for d in drawn]) for i in range(3))
    rows = []
    for r, before, said, after in zip(own, befores, saids, afters):
        length = random.choice((SHORTEST, 32, 48, 64, 96, LONGEST, LONGEST, LONGEST))
        if random.random() < 0.12:
            before, after = [], []
        if len(said) >= length:
            # A window may begin or end within what is planted; most of it is seen.
            start = random.randrange(max(1, min(len(said) - length, len(said) // 3) + 1))
            ids = said[start : start + length]
        else:
            room = length - len(said)
            ahead = random.randrange(room + 1)
            ids = [*before[max(0, len(before) - ahead) :], *said, *after]
            ids = ids[:length]
        rows.append(dict(r, ids=ids))
    return rows


def windows_of(rows: list[Row], encode: Encode, random: Random) -> list[Row]:
    """Windows of several lengths over the whole of harmless passages."""
    out = []
    for r, ids in zip(rows, encode([r["text"] for r in rows])):
        at = 0
        while at < len(ids):
            length = random.choice((32, 64, 96, LONGEST, LONGEST, LONGEST))
            out.append(dict(r, ids=ids[at : at + length]))
            at += length
    return [r for r in out if r["ids"]]


def build(encode: Encode, seed: int = 11, rounds: tuple[int, ...] = (1, 2, 3, 4, 5)) -> tuple[list[Row], list[Row]]:
    """Windows with their pieces to train on, and whole rows that are held out. The same for the same data and seed."""
    random = Random(seed)
    own = grammar_rows(random) + sentence_rows(random)
    authors = author_rows(rounds)
    real = real_rows(random)
    pools = {}
    for language in ("en", "fr"):
        hosts = [r["text"] for r in authors if r["label"] == 0 and r["lang"] == language]
        passages = [r["text"] for r in real if r["label"] == 0 and not r["held"] and r["lang"] == language]
        sentences = [r["text"] for r in own if r["label"] == 0 and not r["held"] and r["lang"] == language]
        # Half short texts as offices write them, half documentation and code.
        pools[language] = [*random.choices(hosts, k=3000), *random.choices(passages, k=3000)]
        pools[language] += ["\n".join(random.sample(sentences, 4)) for _ in range(1500)]
    training = [r for r in own if not r["held"]]
    rows = placed_rows([dict(r) for r in training], pools, encode, random)
    payloads = [dict(r, text=r["payload"]) for r in real if r["label"] == 1 and not r["held"] for _ in range(3)]
    rows += placed_rows(payloads, pools, encode, random)
    rows += windows_of([r for r in real if r["label"] == 0 and not r["held"]], encode, random)
    rows += windows_of([r for r in authors if r["label"] == 0 for _ in range(3)], encode, random)
    attacks = [r for r in authors if r["label"] == 1 for _ in range(4)]
    for number, (r, ids) in enumerate(zip(attacks, encode([r["text"] for r in attacks]))):
        # A long row once whole; of a short one windows, too, that lack an end.
        cut = random.randrange(len(ids) // 6 + 1) if number % 4 else 0
        rows.append(dict(r, ids=ids[cut : cut + WHOLE] if random.random() < 0.5 else ids[:WHOLE][: len(ids) - cut]))
    random.shuffle(rows)
    return rows, [r for r in [*own, *real] if r["held"]]
