"""Bytes in, judged report out; storing is tested on a real database."""

import pytest

from service.errors import EmptyBody, NotAReport, NotText, StorageUnavailable, YearDisagrees
from service.intake.checking import check
from service.intake.storing import store
from service.judging import Identity, Judged, Rendering, Upload, media_type_of
from service.model.finding import MOST_FINDINGS, Severity
from service.storage.pool import Pool
from tests.integration.texts import report_text

UNDATED = report_text().replace("2024年", "").replace("2025年", "").encode()


def test_the_year_of_the_text_stands_alone() -> None:
    assert check(Upload(report_text(2023).encode())).report.year == 2023


def test_the_year_of_the_request_must_be_that_of_the_text() -> None:
    data = report_text(2023).encode()
    assert check(Upload(data, year=2023)).report.year == 2023
    with pytest.raises(YearDisagrees, match=r"2022.*2023"):
        check(Upload(data, year=2022))


def test_the_year_of_the_request_serves_a_text_without_one() -> None:
    assert check(Upload(UNDATED)).report.year is None
    assert check(Upload(UNDATED, year=2022)).report.year == 2022


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"", EmptyBody), (bytes(range(256)) * 9, NotText), ("一部小说。".encode() * 99, NotAReport)],
)
def test_what_is_no_report_is_an_error(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        check(Upload(data))


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        (None, "text/plain"),
        ("年报", "text/plain"),
        ("年报.txt", "text/plain"),
        ("年报.HTM", "text/html"),
        ("a.b.md", "text/markdown"),
    ],
)
def test_a_file_name_stands_for_a_media_type(name: str | None, media_type: str) -> None:
    assert media_type_of(name) == media_type


def test_nothing_is_rendered_that_cannot_be_stored() -> None:
    def render(judged: Judged, identity: Identity) -> Rendering:
        raise AssertionError

    with pytest.raises(StorageUnavailable):
        store(Pool(None, 1), "a", check(Upload(report_text().encode())), render)


def telephones(count: int) -> bytes:
    """Return a report with one error and `count` warnings, the error in the last place."""
    numbers = "".join(f"联系电话1380013{number:04}，" for number in range(count))
    text = report_text().replace("一、总体情况\n", f"一、总体情况\n{numbers}\n")
    return text.replace("（七）总计 | 3 |", "（七）总计 | 2 |").encode()


def test_what_has_few_findings_keeps_them_all() -> None:
    judged = check(Upload(telephones(20)))
    assert len(judged.checks.findings) > 20
    assert not judged.truncated


def test_of_very_many_findings_the_gravest_are_kept_in_reading_order() -> None:
    judged = check(Upload(telephones(MOST_FINDINGS + 50)))
    findings = judged.checks.findings
    assert judged.truncated
    assert len(findings) == MOST_FINDINGS
    severities = [finding.severity for finding in findings]
    assert Severity.ERROR in severities[-5:]
    starts = [finding.place.start for finding in findings if finding.place]
    assert starts == sorted(starts)
