"""evidence: the ledger, searched and shown; `evidence check` lints it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from enterocrine.cli.options import Talk, common, rows_text

CHECK, ARTICLE, FLAGSHIP, CREDIBILITY, STRATEGIES = "check", "article", "flagship", "credibility", "strategies"
FLAGSHIP_FILES = ("person_testosterone.yaml", "change_fibre_30g.yaml")


@click.command(short_help="What is known of each link and claim; `check` lints the ledger, `article` makes the page on the article.")
@click.argument("text", nargs=-1, metavar="[check | strategies | article | flagship | credibility | LINK | CLAIM | TEXT]")
@click.option("--ask", is_flag=True, help="With article: run the trials again where the kept answers are of another model (minutes).")
@click.option("--draws", type=click.IntRange(8, 10_000), default=200, show_default=True, help="With flagship: versions of the man.")
@click.option("--jobs", type=click.IntRange(1, 1024), help="Threads; all processors by default.")
@common
def evidence(text: tuple[str, ...], ask: bool, draws: int, jobs: int | None, output: Path | None, seed: int, as_json: bool, quiet: bool) -> None:
    """What is known of a link or a claim of the article, for and against it; without a name, all links and what a grade is worth.

    `check` looks for every number without a source, every link without a grade that its entries carry, and every mechanism without a row.

    `strategies` lists the links through which fibre, polyphenols, fermented food, omega-3, processed food, capsules and metformin act, with
    their grades, and what leaves each out.

    `article` lists every claim of the article with what the model does with it and what speaks for and against it, as Markdown; for claims
    with a number what the trial found beside what the three readings say; with -o into article.md of that folder.

    `flagship` makes the page on fibre, butyrate and the androgen receptor (minutes); with -o into flagship.md of that folder, with its maps.

    `credibility` counts claims, links, entries and numbers; with -o into the CREDIBILITY.md of that folder.

    \b
    Examples:
      enterocrine evidence barrier.butyrate_and_junctions
      enterocrine evidence C41 --json
      enterocrine evidence androgen receptor
      enterocrine evidence check
      enterocrine evidence strategies
      enterocrine evidence article -o docs
    """
    talk = Talk(as_json, quiet, output, "evidence")
    asked = " ".join(text).strip()
    if ask and asked != ARTICLE:
        raise click.UsageError("--ask goes with `evidence article`")
    if asked == CHECK:
        _check(talk)
    elif asked == STRATEGIES:
        _strategies(talk)
    elif asked == ARTICLE:
        _article(Talk(as_json, quiet), output, ask, seed, jobs)
    elif asked == FLAGSHIP:
        _flagship(Talk(as_json, quiet), output, draws, seed, jobs)
    elif asked == CREDIBILITY:
        _credibility(Talk(as_json, quiet), output)
    elif not asked:
        _overview(talk)
    else:
        from enterocrine.evidence import find, ledger
        from enterocrine.evidence.search import as_data

        found = find(asked)
        talk.result(_shown(found, ledger()), as_data(found))


def _article(talk: Talk, output: Path | None, ask: bool, seed: int, jobs: int | None) -> None:
    from enterocrine.evidence.article import page
    from enterocrine.models import shipped
    from enterocrine.studies import asked

    questions, system = asked.questions(), shipped()
    made = asked.digest(system, questions)
    about, answers = asked.kept()
    answers = answers if about.get("digest") == made or not ask else []
    held = {(a.claim, a.study, a.outcome) for a in answers}
    lacking = [one for one in questions if (one.claim, one.study, one.outcome) not in held]
    if ask and lacking:
        with talk.progress("Asking the trials") as bar:
            answers = asked.ordered([*answers, *asked.ask(lacking, system=system, seed=seed, jobs=jobs, progress=bar)], questions)
        table = asked.as_table(answers, digest=made, model=system.name, worlds=asked.WORLDS, people=asked.PEOPLE, seed=seed)
        _write(asked.ANSWERS.parent, {asked.ANSWERS.name: table})
    elif about.get("digest") != made:
        talk.note("The kept answers of the three readings are of another state of the model; --ask runs the trials again.")
    elif lacking:
        talk.note(f"{len(lacking)} of {len(questions)} questions have no answer yet; --ask runs them.")
    text = page(beside=asked.beside(questions, answers))
    _hand_over(talk, output, {"article.md": text}, text)


def _flagship(talk: Talk, output: Path | None, draws: int, seed: int, jobs: int | None) -> None:
    from enterocrine import person as door
    from enterocrine.cli.example_files import example
    from enterocrine.explain import axis_map, flagship
    from enterocrine.models import shipped

    man, fibre = door.load(example(FLAGSHIP_FILES[0])), door.load_change(example(FLAGSHIP_FILES[1]))
    with talk.progress("Three readings") as bar:
        text, whys = flagship.page(man, fibre, shipped(), draws=draws, seed=seed, jobs=jobs, progress=bar)
    maps = {f"flagship_{reading}.svg": axis_map.drawn(why, why.outputs[0])["svg"].decode() for reading, why in whys.items()}
    _hand_over(talk, output, {"flagship.md": text, **maps}, text)


def _credibility(talk: Talk, output: Path | None) -> None:
    from enterocrine.evidence import credibility

    if output is None:
        _hand_over(talk, None, {}, credibility.counted())
    else:
        _hand_over(talk, output, {credibility.NAME: credibility.renew(output)}, "")


def _hand_over(talk: Talk, output: Path | None, files: dict[str, str], text: str) -> None:
    """Pages into a folder, or the text to standard output."""
    if output is None:
        talk.result(text, {"page": text})
        return
    paths = _write(output, files)
    talk.result("\n".join(f"Written: {path}" for path in paths), {"written": [str(path) for path in paths]})


def _write(folder: Path, files: dict[str, str]) -> list[Path]:
    from enterocrine.report.atomic import make_folder, write_text

    return [write_text(make_folder(folder) / name, text) for name, text in files.items()]


def _shown(found: Any, known: Any) -> str:
    parts = []
    for claim in found.claims:
        links = ", ".join(link.id for link in known.links_of[claim.id]) or "none"
        parts.append(
            f"Claim {claim.id} ({claim.section}): {claim.summary}\n  {claim.verdict}, grade {claim.grade}, {claim.kind}"
            + (f"; {claim.effect}" if claim.effect else "")
            + f"\n  {claim.status}{': ' + claim.reason if claim.reason else ''}; links: {links}"
        )
    for link in found.links:
        parts.append(_link_text(link, known))
    if found.entries:
        rows = [
            (
                e.verdict,
                e.summary,
                " ".join((e.value, e.unit)).strip(),
                e.system,
                e.n,
                known.references[e.reference].text,
                e.cited_as,
                e.read,
            )
            for e in found.entries
        ]
        parts.append(
            rows_text(
                f"{len(rows)} entries",
                ("verdict", "what it says", "value", "shown in", "n", "source", "as the article cites it", "read"),
                rows,
            )
        )
    return "\n\n".join(parts)


def _link_text(link: Any, known: Any) -> str:
    low, high, unit = link.tested
    ends = " to ".join(f"{end:g}" for end in dict.fromkeys((low, high)) if end is not None)
    lines = [
        f"Link {link.id}: {link.source} -> {link.target}",
        f"  grade {link.grade} ({known.grades[link.grade].meaning}); assumed chance that it works in a living person at the doses of a diet: "
        f"{100 * known.chance(link.grade):g} %",
    ]
    lines += [f"  shown in {link.shown_in}" + (f", {ends} {unit}" if ends else "")] if link.shown_in else []
    if not link.built:
        lines.append("  not in the model yet")
    elif link.gains:
        lines.append(f"  held by {', '.join(link.mechanisms)}; strength: {', '.join(link.gains)}")
    else:
        lines.append(
            f"  held by {', '.join(link.mechanisms)}; carries the reference adult, so that it acts in every draw of every reading"
        )
    lines += [f"  {link.note}"] if link.note else []
    return "\n".join(lines)


def _overview(talk: Talk) -> None:
    from enterocrine.evidence import ledger
    from enterocrine.evidence.records import FOLDER

    known = ledger()
    grades = rows_text(
        "What a grade is worth (an assumption, kept in grades.tsv)",
        ("grade", "chance", "meaning"),
        [(g.id, f"{g.chance:.2f}", g.meaning) for g in known.grades.values()],
    )
    rows = [
        (
            k.id,
            k.source,
            k.target,
            k.grade,
            "by its grade" if k.switchable else "always" if k.built else "not built",
            f"{sum(e.verdict in ('supports', 'partly') for e in known.entries_of[k.id])} : "
            f"{sum(e.verdict not in ('supports', 'partly') for e in known.entries_of[k.id])}",
        )
        for k in known.links.values()
    ]
    plain = rows_text(f"{len(rows)} links", ("link", "from", "to", "grade", "acts", "for : against"), rows)
    counts = f"{len(known.claims)} claims, {len(known.entries)} entries, {len(known.references)} references."
    data = {
        "grades": [{"grade": g.id, "chance": g.chance, "meaning": g.meaning} for g in known.grades.values()],
        "links": [
            {"id": k.id, "from": k.source, "to": k.target, "grade": k.grade, "built": k.built, "switchable": k.switchable}
            for k in known.links.values()
        ],
        "claims": len(known.claims),
        "entries": len(known.entries),
        "references": len(known.references),
    }
    talk.result("\n\n".join((plain, grades, counts)), data)
    talk.note(f"The tables lie in {FOLDER.parent.name}/{FOLDER.name} of the package.")


def _strategies(talk: Talk) -> None:
    from enterocrine.evidence import ledger

    known = ledger()
    rows = [(name if k == 0 else "", link.id, link.target, link.grade, _left_out(link))
            for name, links in known.strategies.items() for k, link in enumerate(known.links[one] for one in links)]  # fmt: skip
    data = {name: [{"link": one, "from": known.links[one].source, "to": known.links[one].target, "grade": known.links[one].grade,
                    "left_out_by": _left_out(known.links[one])} for one in links] for name, links in known.strategies.items()}  # fmt: skip
    talk.result(rows_text(f"{len(known.strategies)} strategies", ("strategy", "link", "acts on", "grade", "left out by"), rows), data)


def _left_out(link: Any) -> str:
    """What a user types to run without a link."""
    if link.alone:
        return f"--without {link.mechanisms[0]}"
    gains = ", ".join(f"{gain}: 0" for gain in link.gains)
    return f"modify: {{{gains}}}" if gains else "nothing: it carries the reference adult"


def _check(talk: Talk) -> None:
    from enterocrine import evidence as held
    from enterocrine.errors import InputError
    from enterocrine.models import MODELS

    mechanisms = {m.name: m for make in MODELS.values() for m in make().mechanisms}
    if faults := held.check(mechanisms.values()):
        raise InputError(faults)
    known, open_ = held.ledger(), held.doubts()
    data = {
        "faults": [],
        "links": len(known.links),
        "claims": len(known.claims),
        "entries": len(known.entries),
        "references": len(known.references),
        "mechanisms": len(mechanisms),
        "open": open_,
    }
    told = "\n".join(f"Open, {words}: {len(names)} of {len(known.references)} references." for words, names in open_.items())
    talk.result(
        f"Nothing to mend: {data['links']} links, {data['claims']} claims, {data['entries']} entries, {data['references']} references, "
        f"{data['mechanisms']} mechanisms.\n{told} (--json names them)",
        data,
    )
