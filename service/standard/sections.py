"""The six sections of a report and the five aspects of its first."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SectionStandard:
    """A section: its number, standard title, and titles that are also in use and mean the same."""

    number: int
    title: str
    also_seen: tuple[str, ...] = ()


SECTIONS = (
    SectionStandard(1, "总体情况", ("概述", "总体工作情况")),
    SectionStandard(
        2,
        "主动公开政府信息情况",
        (
            "主动公开政府信息的情况",
            "行政机关主动公开政府信息情况",
            "行政机关主动公开政府信息的情况",
        ),
    ),
    SectionStandard(
        3,
        "收到和处理政府信息公开申请情况",
        ("收到和处理政府信息公开申请的情况", "行政机关收到和处理政府信息公开申请情况"),
    ),
    SectionStandard(
        4,
        "政府信息公开行政复议、行政诉讼情况",
        (
            "政府信息公开行政复议、行政诉讼的情况",
            "政府信息公开行政复议和行政诉讼情况",
            "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "因政府信息公开工作被申请行政复议、提起行政诉讼的情况",
        ),
    ),
    SectionStandard(
        5,
        "存在的主要问题及改进情况",
        (
            "政府信息公开工作存在的主要问题及改进情况",
            "存在的主要问题和改进情况",
            "存在问题及改进情况",
            "存在的问题及改进情况",
        ),
    ),
    SectionStandard(6, "其他需要报告的事项", ("其他需报告的事项", "需要报告的其他事项")),
)


@dataclass(frozen=True, slots=True)
class Aspect:
    """One of the five aspects that the format of 2021 asks of section one."""

    code: str
    title: str


ASPECTS = (
    Aspect("proactive_disclosure", "主动公开"),
    Aspect("disclosure_upon_application", "依申请公开"),
    Aspect("information_management", "政府信息管理"),
    Aspect("platforms", "政府信息公开平台建设"),
    Aspect("supervision", "监督保障"),
)
