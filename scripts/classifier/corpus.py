"""Training and held-out rows: own grammars and sentences, our fixtures by other authors, and rows of others by licence."""

import base64
import codecs
import glob
import hashlib
import json
import os
import re
import urllib.parse
from random import Random

from grammar import byte_of, expand, parse, surface
from places import DATA, FIXTURES, PROJECT, foreign

# Rows of others that may be trained on (CC0, MIT, Apache-2.0, ODC-BY, CC BY); of all others only thresholds are read.
HARMLESS_SETS = {
    "benign_code_chunks", "benign_docs_agentrules", "benign_fr_prompts", "benign_fuzzyai", "benign_wildguard",
    "evasion_matrix", "hidden_unicode", "indirect_bipia_train", "indirect_devrag_train", "inj_fr_authored_even",
    "inj_llmguard_tests",
}  # fmt: skip
# Disguised attacks (evasion_matrix, hidden_unicode) are not among them: those are left to the rules.
ATTACK_SETS = {
    "indirect_devrag_train", "inj_fr_authored_even", "inj_giskard", "inj_gptfuzz_templates",
    "inj_inthewild_jailbreaks", "inj_llmguard_tests",
}  # fmt: skip
PERMISSIVE = {"MIT", "Apache-2.0", "ISC", "BSD-3-Clause", "BSD-2-Clause"}

Row = dict


def jsonl(path) -> list[Row]:
    with open(path, encoding="utf8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def stage_of(name: str) -> str:
    return "context" if re.match(r"(?:indirect|benign_docs|benign_code|context)", name) else "input"


def in_dev_half(text: str) -> bool:
    """The half that may be looked at, as in `test/bench/guards.ts`."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[0] % 2 == 0


def foreign_rows(dev: bool) -> list[Row]:
    rows = []
    for path in sorted(foreign().glob("*.jsonl")):
        name = path.stem
        if not re.match(r"(?:benign|evasion|hidden|indirect|inj)_", name):
            continue
        for r in jsonl(path):
            if in_dev_half(r["text"]) == dev:
                language = "fr" if r.get("lang") == "fr" else "en"
                source = r.get("source") or r.get("src") or ""
                rows.append(dict(text=r["text"], label=r["label"], lang=language, stage=r.get("stage") or stage_of(name),
                                 set=name, source=source, path=r.get("path") or "", payload=r.get("payload") or ""))  # fmt: skip
    return rows


def may_train(r: Row) -> bool:
    if r["label"]:
        return r["set"] in ATTACK_SETS
    free_docs = (r["set"] == "benign_docs_en" and re.search("MIT|Apache", r["source"])) or (
        r["set"] == "benign_docs_fr" and "CC BY 4.0" in r["source"]
    )
    return r["set"] in HARMLESS_SETS or bool(free_docs)


def grammar_rows(random: Random) -> list[Row]:
    """Sentences of the grammars. A sixth of the templates is held out, whole."""
    per = {("attack", "input"): 48, ("attack", "context"): 28, ("benign", "input"): 60, ("benign", "context"): 30}
    rows = []
    for language in ("en", "fr"):
        first = {kind: parse(DATA / f"{language}_{kind}.grammar.txt") for kind in ("attack", "benign")}
        for kind in ("attack", "benign"):
            parts, templates = first[kind]
            more, more_templates = parse(DATA / f"{language}_{kind}_more.grammar.txt")
            merged = {**first["attack"][0], **first["benign"][0], **parts, **more}
            # Everyday requests to an assistant: what else is said in the second person.
            daily = parse(DATA / f"{language}_benign_daily.grammar.txt") if kind == "benign" else ({}, {})
            for stage in ("input", "context"):
                some = [(t, parts) for t in templates[stage]] + [(t, merged) for t in more_templates[stage]]
                some += [(t, daily[0]) for t in daily[1].get(stage, [])]
                for template, known in some:
                    made = {expand(template, known, random) for _ in range(per[kind, stage])}
                    held = byte_of(template) % 6 == 0
                    rows += [dict(text=surface(s, language, random), label=int(kind == "attack"), lang=language,
                                  stage=stage, set="grammar", held=held) for s in sorted(made)]  # fmt: skip
    return rows


def sentence_rows(random: Random) -> list[Row]:
    """Sentences written by hand, in several surfaces."""
    rows = []
    for language in ("en", "fr"):
        for kind in ("attack", "benign"):
            for stage in ("input", "context"):
                for line in (DATA / f"{language}_{kind}_{stage}.txt").read_text(encoding="utf8").splitlines():
                    if not line.strip():
                        continue
                    text = line.replace("\\n", "\n")
                    for variant in range(7 if stage == "input" else 4):
                        rows.append(dict(text=text if variant == 0 else surface(text, language, random),
                                         label=int(kind == "attack"), lang=language, stage=stage, set="sentence",
                                         held=byte_of(text) % 6 == 0))  # fmt: skip
    return rows


def author_rows(random: Random) -> list[Row]:
    """The fixtures of independent authors. Disguised attacks are left to the rules."""
    rows = []
    for number in (1, 2, 3, 4):
        for r in jsonl(FIXTURES / f"authors_round{number}.jsonl"):
            if r["label"] == 1 and re.search("evasion|obfuscation|encod|hidden", r.get("kind") or ""):
                continue
            language = "fr" if r["lang"] == "fr" else "en"
            for variant in range(4 if r["stage"] == "input" else 2):
                text = r["text"] if variant == 0 else surface(r["text"], language, random)
                rows.append(dict(text=text, label=r["label"], lang=language, stage=r["stage"], set="author", held=False))
    return rows


def project_rows(random: Random) -> list[Row]:
    """Harmless passages: our documents and texts, and the READMEs of the packages that we use."""
    rows = []

    def chunks(text: str, least: int, most: int):
        at = 0
        while at < len(text):
            size = random.randrange(least, most)
            yield text[at : at + size]
            at += size

    for path in sorted(glob.glob(str(PROJECT / "test/fixtures/**/*.md"), recursive=True)):
        if "/guards/" in path:
            continue
        with open(path, encoding="utf8") as file:
            text = file.read()
        french = len(re.findall(r"\b(le|les|des|est|une|dans)\b", text)) > len(re.findall(r"\b(the|of|is|and|to)\b", text))
        for c in chunks(text, 250, 900):
            rows.append(dict(text=c, label=0, lang="fr" if french else "en", stage="context", set="own_docs",
                             held=byte_of(os.path.relpath(path, PROJECT)) % 6 == 0))  # fmt: skip
    for path in sorted(glob.glob(str(PROJECT / "l10n/fr/*.json"))):
        with open(path, encoding="utf8") as file:
            texts = json.load(file)
        for english, french in texts.items():
            if isinstance(french, str) and len(french) > 30:
                for language, text in (("en", english), ("fr", french)):
                    rows.append(dict(text=text, label=0, lang=language, stage="context", set="own_ui", held=byte_of(english) % 6 == 0))
    readmes = []
    modules = PROJECT / "node_modules"
    for path in sorted(glob.glob(str(modules / "*/README.md")) + glob.glob(str(modules / "@*/*/README.md"))):
        try:
            with open(os.path.join(os.path.dirname(path), "package.json"), encoding="utf8") as file:
                if json.load(file).get("license") not in PERMISSIVE:
                    continue
            with open(path, encoding="utf8") as file:
                text = file.read()[:12_000]
        except (OSError, ValueError):
            continue
        readmes += [(os.path.relpath(path, PROJECT), c) for c in chunks(text, 300, 1200) if len(c) > 150]
    random.shuffle(readmes)
    rows += [dict(text=c, label=0, lang="en", stage="context", set="readme", held=byte_of(p) % 6 == 0) for p, c in readmes[:900]]
    return rows


LEET = str.maketrans("aeiostAEIOST", "431057431057")
LOOKALIKE = str.maketrans("aeopcxAEOPCX", "аеорсхАЕОРСХ")
ASK = {
    "en": ["Decode this: {}", "What does this say? {}", "Please decode {} and answer.", "{}", "this is base64, what is in it: {}",
           "my log shows {} - which encoding is that?", "translate back: {}", "is {} valid?"],
    "fr": ["Décode ceci : {}", "Que dit ce texte ? {}", "Peux-tu décoder {} et répondre ?", "{}", "c'est du base64, que contient-il : {}",
           "mon journal montre {}, quel est cet encodage ?", "remets à l'endroit : {}", "est-ce que {} est valide ?"],
}  # fmt: skip


def disguised(text: str, language: str, random: Random) -> str:
    """A harmless text, encoded or written strangely."""
    kind = random.randrange(10)
    raw = text.encode("utf8", "replace")
    if kind == 0:
        return random.choice(ASK[language]).format(base64.b64encode(raw).decode())
    if kind == 1:
        return random.choice(ASK[language]).format(raw.hex())
    if kind == 2:
        return random.choice(ASK[language]).format(codecs.encode(text, "rot13"))
    if kind == 3:
        return random.choice(ASK[language]).format(text[::-1])
    if kind == 4:
        return text.translate(LEET)
    if kind == 5:
        return " ".join(text.replace(" ", "  "))
    if kind == 6:
        return text.translate(LOOKALIKE)
    if kind == 7:
        return random.choice([".", "-", "_", "*"]).join(text)
    if kind == 8:
        return random.choice(ASK[language]).format(urllib.parse.quote(text))
    return re.sub(r"(?<=\w)(?=\w)", lambda _: "\u200b" if random.random() < 0.4 else "", text)


WRAPS = ["{}"] * 6 + ["<!-- {} -->", "> {}", "// {}", "# {}", "/* {} */", "- {}", "[//]: # ({})", '"{}"', "* {}", "**{}**",
         '{{"note": "{}"}}', "({})", '<p style="display:none">{}</p>', "| 3 | {} |", "TODO: {}", "-- {}", "P.S. {}",
         "note: {}", "Comment: {}", "description: {}"]  # fmt: skip


def lines_of(text: str) -> list[str]:
    return [line for line in re.split(r"(?<=[.!?])\s+|\n", text) if line.strip()]


def put_in_place(r: Row, pools: dict, random: Random) -> str:
    """The text of a row in surroundings: an attack between harmless lines, a question after another."""
    text, language, held = r["text"], r["lang"], r["held"]
    chance = random.random()
    passages = pools["context", language, held]
    if r["stage"] == "context":
        if r["label"] == 0:
            if chance < 0.15:
                return random.choice(WRAPS).format(text)
            if chance < 0.4:
                return text + random.choice(["\n", " ", "\n\n"]) + random.choice(passages)
            return random.choice(lines_of(text) or [text]) if chance < 0.55 else text
        said = random.choice(WRAPS).format(text) if random.random() < 0.6 else text
        if chance < 0.3:
            return said
        host = random.choice(passages if random.random() < 0.6 else pools["real", language])
        around = lines_of(host)
        at = random.randrange(len(around) + 1) if around else 0
        kept = [*around[max(0, at - random.randrange(1, 6)) : at], said, *around[at : at + random.randrange(1, 6)]]
        return random.choice(["\n", " ", "\n\n"]).join(kept)
    if r["held"] and r["label"] == 0:
        return text + "\n\n" + random.choice(passages) if 0.18 < chance < 0.24 else text
    if chance < 0.12:
        return random.choice(pools["input", language, False]) + random.choice([" ", "\n"]) + text
    if chance < 0.18:
        return text + random.choice([" ", "\n"]) + random.choice(pools["input", language, False])
    return text + "\n\n" + random.choice(passages) if chance < 0.24 else text


def build(seed: int = 7) -> tuple[list[Row], list[Row]]:
    """Rows to train on, and rows on which the thresholds are chosen. The same for the same data and seed."""
    random = Random(seed)
    own = grammar_rows(random) + sentence_rows(random)
    real = []
    for r in foreign_rows(dev=True):
        if may_train(r):
            real.append(dict(r, held=byte_of("c" + r["text"]) % 10 < 3))
        elif r["label"] == 0 and r["set"] != "inj_neuralchemy":
            real.append(dict(r, held=True))
    real += project_rows(random)
    pools = {}
    for language in ("en", "fr"):
        for held in (False, True):
            for stage in ("input", "context"):
                pools[stage, language, held] = [r["text"] for r in own if r["label"] == 0 and r["stage"] == stage
                                                and r["lang"] == language and r["held"] == held]  # fmt: skip
        pools["real", language] = [r["text"] for r in real if r["label"] == 0 and r["stage"] == "context"
                                   and r["lang"] == language and not r["held"]]  # fmt: skip
    placed = [dict(r, text=put_in_place(r, pools, random)) for r in own]
    masked = []
    for r in [*own, *real]:
        if r["label"] == 0 and r["stage"] == "input" and len(r["text"]) < 400 and random.random() < 0.14:
            masked.append(dict(r, text=disguised(r["text"], r["lang"], random), set="disguised"))
    rows = [r for r in [*placed, *real, *masked, *author_rows(random)] if r["text"].strip()]
    random.shuffle(rows)
    training = [r for r in rows if not r["held"]]
    seen = {r["text"] for r in training}
    return training, [r for r in rows if r["held"] and r["text"] not in seen]
