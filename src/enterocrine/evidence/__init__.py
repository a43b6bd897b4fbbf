"""Grades, claims, references, the ledger, and the three readings of a run."""

from .lint import check, doubts
from .readings import FACE_VALUE, READINGS, SUPPORTED, LinkState, acting_links, link_gains, read_links
from .records import GRADES, Claim, Entry, Grade, Ledger, Link, Reference, ledger
from .search import Found, find

__all__ = [
    "FACE_VALUE",
    "GRADES",
    "READINGS",
    "SUPPORTED",
    "Claim",
    "Entry",
    "Found",
    "Grade",
    "Ledger",
    "Link",
    "LinkState",
    "Reference",
    "acting_links",
    "check",
    "doubts",
    "find",
    "ledger",
    "link_gains",
    "read_links",
]
