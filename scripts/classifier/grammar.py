"""Sentences from grammars: alternatives in brackets, named parts in angle brackets, deterministic by a seed."""

import hashlib
import re
import unicodedata
from pathlib import Path
from random import Random

Rules = dict[str, list[str]]


def parse(path: Path) -> tuple[Rules, Rules]:
    """Named parts, and templates by stage (`input`, `context`)."""
    parts: Rules = {}
    templates: Rules = {}
    section, name = "", ""
    for line in path.read_text(encoding="utf8").splitlines():
        if not line.strip():
            continue
        if re.match(r"# (NT|ROOT (input|context))$", line):
            section = line[2:].strip()
            if section != "NT":
                templates[section.split()[1]] = []
        elif section == "NT":
            if re.match(r"^[a-z]+$", line):
                name = line
                parts[name] = []
            else:
                parts[name].append(line)
        else:
            templates[section.split()[1]].append(line)
    return parts, templates


def alternatives(text: str) -> list[str]:
    out, depth, current, i = [], 0, "", 0
    while i < len(text):
        char = text[i]
        if char == "\\" and i + 1 < len(text):
            current += text[i : i + 2]
            i += 2
            continue
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            out.append(current)
            current = ""
        else:
            current += char
        i += 1
    return [*out, current]


def closing(text: str, start: int) -> int:
    """Where the bracket that opens at `start` closes."""
    depth, i = 0, start
    while i < len(text):
        if text[i] == "\\":
            i += 2
            continue
        depth += (text[i] == "(") - (text[i] == ")")
        if depth == 0:
            return i
        i += 1
    raise ValueError(f"bracket not closed: {text}")


def expand(text: str, parts: Rules, random: Random) -> str:
    out, i = "", 0
    while i < len(text):
        char = text[i]
        if char == "\\" and i + 1 < len(text):
            out += {"n": "\n"}.get(text[i + 1], text[i + 1])
            i += 2
            continue
        if char == "(":
            end = closing(text, i)
            out += expand(random.choice(alternatives(text[i + 1 : end])), parts, random)
            i = end + 1
            continue
        named = re.match(r"<([a-z]+)>", text[i:])
        if named and named[1] in parts:
            choices = [a for line in parts[named[1]] for a in alternatives(line)]
            out += expand(random.choice(choices), parts, random)
            i += len(named[0])
            continue
        out += char
        i += 1
    return out


def without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def mistyped(text: str, random: Random) -> str:
    words = text.split(" ")
    for _ in range(max(1, len(words) // 12)):
        i = random.randrange(len(words))
        word = words[i]
        if len(word) > 4:
            k = random.randrange(1, len(word) - 2)
            swapped = word[:k] + word[k + 1] + word[k] + word[k + 2 :]
            words[i] = random.choice([swapped, word[:k] + word[k + 1 :], word[:k] + word[k] + word[k:]])
    return " ".join(words)


def surface(text: str, language: str, random: Random) -> str:
    """How people type: case, missing marks and accents, slips; French elisions put right."""
    chance = random.random()
    if chance < 0.18:
        text = text.lower()
    elif chance < 0.21:
        text = text.upper()
    elif chance < 0.5 and text:
        text = text[0].upper() + text[1:]
    if random.random() < 0.12:
        text = text.rstrip(".!? ")
    if language == "fr" and random.random() < 0.08:
        text = without_accents(text)
    if random.random() < 0.07:
        text = mistyped(text, random)
    if language == "fr":
        text = re.sub(r"\bde les\b", "des", re.sub(r"\bde le\b", "du", text))
        text = re.sub(r"\b([dDnlLqjstmc]|qu)e (?=[aeiouhéèêàyAEIOUÉ])", r"\1'", text)
    return text


def byte_of(text: str) -> int:
    """A number from 0 to 255 that depends on the text alone: what is held out is the same in every run."""
    return hashlib.md5(text.encode("utf8", "surrogatepass")).digest()[0]
