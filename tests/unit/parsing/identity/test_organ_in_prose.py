import pytest

from service.model.report import Report
from tests.unit.parsing.writing import read

BEFORE = "2023年政府信息公开工作年度报告\n"
BEHIND = "\n一、总体情况\n无。\n"


def report(sentence: str) -> Report:
    return read(f"{BEFORE}{sentence}{BEHIND}")


@pytest.mark.parametrize(
    "sentence",
    [
        "如有疑问，请与河东市水务局联系（电话：0359-2020202）。",
        "如有疑问，请与河东市水务局办公室联系。",
        "本报告由河东市水务局编制。",
        "根据条例要求，河东市水务局编制2023年度报告。",
        "2023年，河东市水务局认真贯彻落实条例。",
    ],
)
def test_the_organ_is_named_by_the_prose_where_nothing_else_names_it(sentence: str) -> None:
    assert report(sentence).agency_name == "河东市水务局"


@pytest.mark.parametrize(
    "sentence",
    [
        "如有疑问，请与我局联系。",
        "如有疑问，请与市政府办公室联系。",
        "2023年，我局认真贯彻落实条例。",
        "2023年，在市委的领导下认真贯彻落实条例。",
    ],
)
def test_a_shortened_name_is_none(sentence: str) -> None:
    assert report(sentence).agency_name is None


def test_the_signature_goes_before_the_prose() -> None:
    text = f"{BEFORE}2023年，河东市水务局认真贯彻条例。{BEHIND}河东市水利服务中心\n2024年1月20日\n"
    assert read(text).agency_name == "河东市水利服务中心"
