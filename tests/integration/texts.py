"""A whole report of an organ that does not exist, written for the tests."""

from service.standard.format_2021 import APPLICATIONS, DISCLOSURE

_NONE = (0,) * 7


def report_text(
    year: int = 2024,
    received: int = 3,
    agency: str = "江原县档案局",
    *,
    carried_in: int = 0,
    carried_out: int = 0,
) -> str:
    """Return a report without faults, apart from what a caller changes in it."""
    return "\n".join(
        (
            f"{agency}{year}年政府信息公开工作年度报告",
            _introduction(agency, year),
            *_overview(received),
            *_disclosure(),
            *_applications(received, carried_in, carried_out),
            *_review(),
            *_rest(),
            agency,
            f"{year + 1}年1月20日",
            "",
        )
    )


def _introduction(agency: str, year: int) -> str:
    return (
        "本报告依据《中华人民共和国政府信息公开条例》（国务院令第711号）和《中华人民共和国"
        "政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）的要求，"
        f"由{agency}编制，所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
    )


def _overview(received: int) -> tuple[str, ...]:
    return (
        "一、总体情况",
        "（一）主动公开。馆藏目录和办事指南均已上网。",
        f"（二）依申请公开。本年新收政府信息公开申请{received}件，均已按期答复。",
        "（三）政府信息管理。文件在制发时即定明公开属性。",
        "（四）政府信息公开平台建设。查档窗口设有公开查阅点。",
        "（五）监督保障。由一名副局长分管，两名干部承办。",
    )


def _disclosure() -> tuple[str, ...]:
    lines = ["二、主动公开政府信息情况"]
    for row in DISCLOSURE.rows:
        if row.group and row.group not in "".join(lines):
            lines.append(f"| {row.group} |")
            lines.append(_line("信息内容", *(column.label for column in row.columns)))
        lines.append(_line(row.label, *(0 for _ in row.columns)))
    return tuple(lines)


def _applications(received: int, carried_in: int, carried_out: int) -> tuple[str, ...]:
    concluded = received + carried_in - carried_out
    numbers = {
        "received": received,
        "carried_in": carried_in,
        "granted": concluded,
        "concluded": concluded,
        "carried_out": carried_out,
    }
    printed = {row: (number, *_NONE[:5], number) for row, number in numbers.items()}
    lines = ["三、收到和处理政府信息公开申请情况"]
    for row in APPLICATIONS.rows:
        group = row.group if row.group and f"| {row.group} |" not in lines else None
        if group:
            lines.append(f"| {group} |")
        lines.append(_line(row.label, *printed.get(row.code, _NONE)))
    return tuple(lines)


def _review() -> tuple[str, ...]:
    return (
        "四、政府信息公开行政复议、行政诉讼情况",
        "| 行政复议 | 行政诉讼 |",
        "| 未经复议直接起诉 | 复议后起诉 |",
        _line(*("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 3),
        _line(*(0,) * 15),
    )


def _rest() -> tuple[str, ...]:
    return (
        "五、存在的主要问题及改进情况",
        "主要问题：目录更新不够及时。改进情况：已改为按月更新。",
        "六、其他需要报告的事项",
        "本年度未收取政府信息公开信息处理费。",
    )


def _line(*cells: str | int) -> str:
    return f"| {' | '.join(map(str, cells))} |"
