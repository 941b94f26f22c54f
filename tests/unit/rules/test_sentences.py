"""Sentences that state no figure of the organ's year raise no alarm beside the tables."""

import re
from pathlib import Path

import pytest

from service.parsing.assemble import parse
from service.rules.catalogue import check

_DATA = Path(__file__).parents[2] / "data"
_REPORT = (_DATA / "helin-2023.txt").read_text(encoding="utf-8")
_ON_APPLICATIONS = re.compile("全年共收到政府信息公开申请.*?办理 3 件。", re.DOTALL)
_DENIES = re.compile("未发生|没有结转")
_SILENT = [
    pytest.param(line.partition("=>")[0].strip(), id=f"{file.stem}-{number}")
    for file in sorted((_DATA / "sentences").glob("*.txt"))
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
    if line.rstrip().endswith("=>") and not _DENIES.search(line)
]


@pytest.mark.parametrize("sentence", _SILENT)
def test_no_alarm_of_the_prose_is_raised(sentence: str) -> None:
    text = _ON_APPLICATIONS.sub(sentence, _REPORT).replace("鹤林县人民政府办公室", "河东市水务局")
    assert sentence in text
    findings = check(parse(text.encode())).findings
    assert [found.rule for found in findings if found.rule.startswith("P")] == []
