"""Family R: personal data that must not be published; what is quoted is masked."""

import re
from typing import NamedTuple

from stdnum import luhn
from stdnum.cn import ric

from service.model.finding import Severity
from service.model.place import Span
from service.model.report import Report
from service.rules.joined import prose_spans
from service.rules.once import once_a_report
from service.rules.rule import Fault, Outcome, rule

PRIVACY = "《中华人民共和国政府信息公开条例》第十五条；《中华人民共和国个人信息保护法》"

# The first digit by itself lets the scan pass over all that is none.
_RUN = re.compile(r"[0-9][0-9]{10,39}[Xx]?")
# What makes a run of digits part of a longer sign: a file name, an amount, an index number.
_ATTACHED = re.compile(r"[0-9A-Za-z_./=-]")
_IDENTITY = re.compile(
    r"[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
)
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_CARD = re.compile(r"(?:62|4|5[1-5])[0-9]{13,17}")
_BEHIND_HEAD = re.compile(r"总\s*计\s*$")
_HEAD = 6
_HOTLINE = re.compile(r"(?:热线|热線|值班|总机)(?:电话|手机|号码)?[:：\s]*$")
_HOTLINE_LENGTH = 16
_MEASURE = frozenset("次件条人元万亿个篇份页余户")


class Secret(NamedTuple):
    """A kind of personal number: its names, its shape and how many digits may be shown."""

    zh: str
    en: str
    shown: tuple[int, int]


_ID_NUMBER = Secret("居民身份证号码", "resident identity number", (3, 2))
_MOBILE_NUMBER = Secret("手机号码", "mobile number", (3, 2))
_BANK_CARD = Secret("银行卡号", "bank card number", (4, 2))


def _masked(number: str, secret: Secret) -> str:
    first, last = secret.shown
    return number[:first] + "*" * (len(number) - first - last) + number[-last:]


@once_a_report
def _runs(report: Report) -> list[tuple[str, Span]]:
    """Return the long runs of digits that stand by themselves, and mostly there are none."""
    content = report.text.shown
    return [
        (match[0], Span(*match.span()))
        for match in _RUN.finditer(content)
        if not _ATTACHED.match(content[match.start() - 1 : match.start()])
        and not _ATTACHED.match(content, match.end())
    ]


def _prose_runs(report: Report) -> list[tuple[str, Span]]:
    """Return those of the prose: in tables the digits of neighbouring cells may run together."""
    content = report.text.shown
    return [
        (number, span)
        for number, span in _runs(report)
        if any(part.start <= span.start and span.end <= part.end for part in prose_spans(report))
        # Of a table that was not read, the cells follow their last column head.
        and not _BEHIND_HEAD.search(content[max(0, span.start - _HEAD) : span.start])
    ]


def _fault(number: str, span: Span, secret: Secret) -> Fault:
    masked = _masked(number, secret)
    return Fault(
        zh=f"文中出现{secret.zh}{masked}，应当删除。",
        en=f"The {secret.en} {masked} stands in the text.",
        span=span,
        actual=masked,
        quote=masked,
    )


def _is_identity(number: str) -> bool:
    return (
        _IDENTITY.fullmatch(number) is not None
        and ric.calc_check_digit(number) == number[-1].upper()
    )


@rule("R801", severity=Severity.ERROR, basis=PRIVACY)
def no_identity_numbers(report: Report) -> Outcome:
    """
    No resident identity number stands in the text.

    Why: it identifies a person; a number counts when its date and check digit (GB 11643) are right.
    Holds: 统一社会信用代码：999999190001010014.
    Breaks: 身份证号：999999190001010015.
    Not applicable: never.
    """
    return [
        _fault(number, span, _ID_NUMBER) for number, span in _runs(report) if _is_identity(number)
    ]


@rule("R802", severity=Severity.WARNING, basis=PRIVACY, version=2)
def no_mobile_numbers(report: Report) -> Outcome:
    """
    No person's mobile number stands in the prose.

    Why: an organ is reached by its office telephone, a mobile number belongs to a person.
    A hotline's number is the organ's.
    Holds: 电话：0591-23165370.
    Breaks: 手机：13800138000.
    Not applicable: never.
    """
    content = report.text.shown
    return [
        _fault(number, span, _MOBILE_NUMBER)
        for number, span in _prose_runs(report)
        if _MOBILE.fullmatch(number)
        and content[span.end : span.end + 1] not in _MEASURE
        and not _HOTLINE.search(content, max(0, span.start - _HOTLINE_LENGTH), span.start)
    ]


@rule("R803", severity=Severity.ERROR, basis=PRIVACY)
def no_bank_cards(report: Report) -> Outcome:
    """
    No bank card number stands in the prose.

    Why: it gives access to a person's money; a number counts when its check digit (Luhn) is right.
    Holds: 卡号：6228480000000000009.
    Breaks: 卡号：6228480000000000000.
    Not applicable: never.
    """
    return [
        _fault(number, span, _BANK_CARD)
        for number, span in _prose_runs(report)
        if _CARD.fullmatch(number) and luhn.is_valid(number) and not _is_identity(number)
    ]
