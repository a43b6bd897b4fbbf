"""Studies by id and by file."""

import pytest

import enterocrine.studies as studies
from enterocrine.errors import InputError


def test_every_published_study_is_found_by_id():
    found = studies.list_studies()
    assert len(found) > 60 and [s.id for s in found] == sorted(s.id for s in found)
    assert studies.find("duncan_2007").citation.text.startswith("Duncan 2007")


def test_a_file_of_ones_own(tmp_path):
    from enterocrine.studies.library import PUBLISHED

    path = tmp_path / "mine.yaml"
    path.write_text((PUBLISHED / "ruppin_1980.yaml").read_text())
    assert studies.find(str(path)).id == "ruppin_1980"


def test_an_unknown_study_names_the_nearest():
    with pytest.raises(InputError, match="duncan_2007"):
        studies.find("duncan_2008")


def test_public_names_are_callable_after_use():
    assert callable(studies.qualify) and callable(studies.load) and callable(studies.run_file_or_id)
    import enterocrine.studies.qualification  # noqa: F401
    import enterocrine.studies.run  # noqa: F401

    assert callable(studies.qualify) and callable(studies.run_file_or_id)
