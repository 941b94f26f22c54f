"""What the rules of this family ask of a report before they judge it."""

from service.model.report import FormatCode, Report
from service.rules.rule import NotApplicable
from service.standard.format_2019 import FORMAT_2019
from service.standard.format_2021 import FORMAT_2021
from service.standard.template import FormatTemplate

FORMAT = "国办公开办函〔2021〕30号；国办公开办函〔2019〕60号"
FORMAT_OF_2021 = "国办公开办函〔2021〕30号"
FORMAT_2021_SINCE = 2021

EMPTY_PAGE = NotApplicable("the page holds no report text")
FREE_FORMAT = NotApplicable("reports before 2019 have no prescribed format, or it is not known")

_TEMPLATES: dict[FormatCode, FormatTemplate] = {"2021": FORMAT_2021, "2019": FORMAT_2019}


def is_empty(report: Report) -> bool:
    """Tell whether nothing but a title was found on the page."""
    return not report.sections and not any(report.tables()) and not report.narrative


def template(report: Report) -> FormatTemplate | None:
    """Return the national format that the report follows, None where there is none."""
    return _TEMPLATES.get(report.format) if report.format is not None else None


def is_free(report: Report) -> bool:
    """Tell whether the report is on a year for which nothing prescribes sections or tables."""
    return report.format == "pre2019"
