"""The READMEs count the rules of each family as the catalogue has them."""

import re
from collections import Counter

import pytest

from service.rules.catalogue import RULES
from tests.documents.pages import ROOT


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_every_family_is_there_with_the_number_of_its_rules(readme: str) -> None:
    page = (ROOT / readme).read_text("utf-8")
    rows = re.findall(r"^\| ([A-Z]) \| .+ \| (\d+) \| .+ \|$", page, re.MULTILINE)
    assert [letter for letter, _ in rows] == sorted({rule.code[0] for rule in RULES})
    assert {letter: int(number) for letter, number in rows} == Counter(
        rule.code[0] for rule in RULES
    )
