"""Sentences of our own for the sections of a report, with the figures that they state."""

from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import Any

from tests.generator.facts import Key, KnownFigure, Number, Printed

_Part = tuple[Any, ...]
_FILLER = (
    "坚持以公开为常态、不公开为例外，不断完善工作机制，压实工作责任。",
    "健全信息发布审核流程，严把内容关和保密关，做到先审后发。",
    "围绕企业和群众关心的事项，及时更新栏目内容，方便公众查阅。",
    "组织专题培训2次，参训人员86人次，业务能力稳步提高。",
    "开展季度检查4次，对发现的17个问题逐一整改到位。",
    "办理人大代表建议23件、政协提案31件，办理结果按要求公开。",
    "审查拟发文件公开属性128件，无一差错。",
    "及时修订公开指南和公开目录，规范工作流程。",
)
_PROBLEMS = (
    "存在的主要问题：一是公开内容的深度有待加强；二是解读形式还不够丰富；三是工作人员业务水平需进一步提升。",
    "虽然取得了一些成绩，但仍存在个别栏目更新不够及时、部分答复不够规范等问题。",
)
_IMPROVEMENTS = (
    "改进措施：一是加强学习培训，提高工作人员能力；二是丰富解读形式；三是完善考核机制，推动工作落实。",
    "下一步，将针对上述问题加强统筹，优化栏目设置，规范办理程序，持续改进各项工作。",
)


class Prose:
    """
    Collects sentences and the figures they state.

    `sentence` is the one way to add a figure, so that none is stated and forgotten.
    """

    def __init__(self, rng: Random, year: int, cells: Mapping[Key, Printed]) -> None:
        """Know the year and the tables that the sentences must agree with."""
        self.rng = rng
        self.year = year
        self.figures: list[KnownFigure] = []
        self._cells = cells

    def sentence(self, text: str, *figures: tuple[str, Number], required: bool = True) -> str:
        """Return `text` and keep the figures it states."""
        self.figures.extend(KnownFigure(code, value, required) for code, value in figures)
        return text

    def total(self, row: str, table: str = "applications", column: str = "total") -> int | None:
        """Return a number printed in the tables, None where the cell is blank."""
        printed = self._cells.get(Key(table, row, column))
        return printed.value if printed is not None and isinstance(printed.value, int) else None

    def filler(self) -> str:
        """Return a sentence whose numbers, if any, count nothing that is charted."""
        return self.rng.choice(_FILLER)

    def shortcomings(self) -> tuple[str, ...]:
        """Return what falls short and what is done about it."""
        return self.rng.choice(_PROBLEMS), self.rng.choice(_IMPROVEMENTS)


def _some(prose: Prose, parts: tuple[_Part, ...]) -> str:
    """Say some of the sentences, in any order."""
    chosen = prose.rng.sample(parts, prose.rng.randint(1, len(parts)))
    return "".join(prose.sentence(text, *figures) for text, *figures in chosen)


def problems(prose: Prose) -> tuple[str, ...]:
    """Return section five: problems and improvements."""
    return prose.shortcomings()


def publicity(prose: Prose) -> str:
    """Return the paragraph on proactive disclosure."""
    rng, year = prose.rng, prose.year
    items, last = rng.randint(60, 20000), rng.randint(60, 20000)
    wechat, issues, copies = rng.randint(5, 2000), rng.randint(4, 12), rng.randint(2, 90) * 100
    notes = rng.randint(1, 80)
    parts: tuple[_Part, ...] = (
        (f"{year}年，通过政府网站发布信息{items}条（上年为{last}条）。", ("website_items", items)),
        (f"微信公众号发布信息{wechat}条。", ("wechat_items", wechat)),
        (
            f"全年编发政府公报{issues}期，发行{copies}份。",
            ("gazette_issues", issues),
            ("gazette_copies", copies),
        ),
        (
            f"发布政策解读材料{notes}篇，解读率100%。",
            ("policy_interpretations", notes),
            ("interpretation_rate", 100),
        ),
        ("召开新闻发布会两场。", ("press_conferences", 2)),
    )
    return _some(prose, parts) + prose.filler()


def on_application(prose: Prose) -> str:
    """Return the paragraph on disclosure upon application, in agreement with table three."""
    received, carried_in = prose.total("received"), prose.total("carried_in")
    if received is None:
        return "依法依规做好依申请公开工作，规范答复文书，畅通受理渠道。"
    if received == 0:
        return prose.sentence("本年度未收到政府信息公开申请。", ("received", 0), required=False)
    text = prose.sentence(_received(prose, received), ("received", received))
    text += _applicants(prose)
    if carried_in:
        text += prose.sentence(
            f"上年结转政府信息公开申请{carried_in}件。", ("carried_in", carried_in)
        )
    return text + _results(prose) + "均在法定期限内答复。"


def _received(prose: Prose, received: int) -> str:
    last = prose.rng.randint(1, 900)
    return prose.rng.choice(
        (
            f"{prose.year}年，共收到政府信息公开申请{received}件。",
            f"全年新收政府信息公开申请{received}件（{prose.year - 1}年为{last}件）。",
            f"本年度收到政府信息公开申请{received}件，比上年增加{last}件。",
        )
    )


def _applicants(prose: Prose) -> str:
    people = prose.total("received", column="natural_person")
    if people is None or prose.rng.random() < 0.5:
        return ""
    others = (prose.total("received") or 0) - people
    return prose.sentence(
        f"其中，自然人申请{people}件，法人或其他组织申请{others}件。",
        ("by_natural_persons", people),
        ("by_legal_persons", others),
    )


def _results(prose: Prose) -> str:
    parts = []
    for code, label in (("granted", "予以公开"), ("partially_granted", "部分公开")):
        value = prose.total(code)
        if value:
            parts.append(prose.sentence(f"{label}{value}件", (code, value)))
    carried_out = prose.total("carried_out")
    if carried_out:
        parts.append(
            prose.sentence(f"结转下年度继续办理{carried_out}件", ("carried_out", carried_out))
        )
    return f"办理结果中，{'，'.join(parts)}。" if parts else ""


def platforms(prose: Prose) -> str:
    """Return the paragraph on platforms: visits, accounts, letters and the hotline."""
    rng = prose.rng
    visits, accounts, closed = rng.randint(12, 2400), rng.randint(2, 180), rng.randint(1, 40)
    letters, calls = rng.randint(20, 9000), rng.randint(300, 900000)
    rate = Decimal(rng.randint(9000, 9999)) / 100
    parts: tuple[_Part, ...] = (
        (f"政府网站总访问量{visits}万次。", ("website_visits", visits * 10000)),
        (f"共有政务新媒体账号{accounts}个。", ("social_media_accounts", accounts)),
        (f"关停整合政务新媒体{closed}个。", ("closed_accounts", closed)),
        (f"收到网民来信{letters}件。", ("letters_received", letters)),
        (
            f"12345热线受理群众来电{calls}件，办结率{rate}%。",
            ("hotline_cases", calls),
            ("hotline_completion_rate", rate),
        ),
    )
    return _some(prose, parts) + prose.filler()


def documents(prose: Prose) -> str:
    """Return a sentence on normative documents, in agreement with table two."""
    issued = prose.total("normative_documents", "disclosure", "issued")
    in_force = prose.total("normative_documents", "disclosure", "in_force")
    if not issued or not in_force:
        return prose.filler()
    return prose.sentence(
        f"制发行政规范性文件{issued}件，现行有效行政规范性文件{in_force}件。",
        ("normative_documents_issued", issued),
        ("normative_documents_in_force", in_force),
    )


def disputes(prose: Prose) -> tuple[str, ...]:
    """Return section four's prose, often none."""
    appealed = prose.total("reconsideration", "review")
    if not appealed or prose.rng.random() < 0.6:
        return ()
    return (
        prose.sentence(
            f"因政府信息公开被申请行政复议{appealed}件。", ("reconsideration", appealed)
        ),
    )


def other_matters(prose: Prose) -> tuple[str, ...]:
    """Return section six, which from 2021 on states the information-processing fee."""
    fee = prose.rng.choice((0, 0, prose.rng.randint(1, 400) * 10))
    if fee:
        text = f"全年收取政府信息公开信息处理费{fee}元。"
        return (prose.sentence(text, ("information_processing_fee", fee)),)
    text = prose.rng.choice(
        (f"{prose.year}年，未收取政府信息公开信息处理费。", "本年度无收取信息处理费情况。")
    )
    return (prose.sentence(text, ("information_processing_fee", 0), required=False),)
