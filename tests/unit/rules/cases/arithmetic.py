"""Cases of family A."""

from decimal import Decimal

from service.model.finding import Severity
from service.model.problem import Problem, ProblemKind
from service.rules.arithmetic import (
    applications_balance,
    applications_concluded,
    applications_row_totals,
    counts_are_whole,
    issued_within_in_force,
    newly_disclosed_within_total,
    review_totals,
)
from service.standard.format_2021 import FORMAT_2021
from tests.builders import build_report
from tests.unit.rules.cases import Break, Cases

BALANCED = {
    "received": [9, 3, 0, 0, 0, 0, 12],
    "carried_in": [1, 0, 0, 0, 0, 0, 1],
    "granted": [6, 2, 0, 0, 0, 0, 8],
    "unable.not_held": [2, 1, 0, 0, 0, 0, 3],
    "concluded": [8, 3, 0, 0, 0, 0, 11],
    "carried_out": [2, 0, 0, 0, 0, 0, 2],
}


def _split(pointer: str) -> list[Problem]:
    return [Problem(ProblemKind.SPLIT_BY_SUM, "split", pointer, "12300000", None)]


CASES = (
    Cases(
        applications_row_totals,
        holds=[
            build_report(),
            build_report(applications=BALANCED),
            build_report(applications={"received": [None, None, None, None, None, None, 12]}),
            build_report(applications={"received": [9, 3, None, None, None, "/", 12]}),
            build_report(applications={"received": [9, 3, 0, 0, 0, 0, None]}),
            build_report(
                applications={"received": [9, 3, 0, 0, 0, 0, 13]},
                problems=_split("/applications/received"),
            ),
            build_report(applications=BALANCED, between_cells=" "),
        ],
        breaks=[
            Break(build_report(applications={"received": [9, 3, 0, 0, 0, 0, 13]}), "13", "12"),
            Break(build_report(applications={"carried_out": [0, 0, 0, 0, 0, 1, 7]}), "7", "1"),
            Break(
                build_report(
                    applications={"received": [9, 3, 0, 0, 0, 0, 13]},
                    problems=_split("/applications/carried_in"),
                ),
                "13",
                "12",
            ),
        ],
        not_applicable=[
            build_report(applications=None),
            # 1010101 need not be seven numbers.
            build_report(applications={"received": [1, 0, 1, 0, 1, 0, 1]}, between_cells=""),
            build_report(
                applications={row: [None] * 7 for row in FORMAT_2021.applications.row_codes()}
            ),
        ],
    ),
    Cases(
        applications_concluded,
        holds=[
            build_report(applications=BALANCED),
            build_report(year=2020, form="2019", applications={**BALANCED, "other": [0] * 7}),
            build_report(applications={**BALANCED, "other.other": ["/"] * 7}),
            build_report(applications={**BALANCED, "granted": None, "concluded": [0] * 7}),
        ],
        breaks=[
            Break(
                build_report(applications={**BALANCED, "concluded": [8, 3, 0, 0, 0, 0, 15]}),
                "15",
                "11",
                Severity.ERROR,
            ),
            Break(
                build_report(
                    year=2020,
                    form="2019",
                    applications={**BALANCED, "other": [0, 0, 0, 0, 0, 0, 17]},
                ),
                "11",
                "28",
            ),
            # A row whose digits run together and do not add up may be read otherwise.
            Break(
                build_report(applications={"concluded": [0] * 6 + [7]}, between_cells=""),
                "7",
                "0",
                Severity.INFO,
            ),
        ],
        not_applicable=[
            build_report(applications=None),
            build_report(applications={"concluded": None}),
        ],
    ),
    Cases(
        applications_balance,
        holds=[
            build_report(applications=BALANCED),
            build_report(applications={**BALANCED, "carried_in": None}),
        ],
        breaks=[
            Break(
                build_report(applications={**BALANCED, "carried_out": [2, 0, 0, 0, 0, 0, 19]}),
                "19",
                "13",
            ),
            Break(
                build_report(applications={**BALANCED, "received": [9, 3, 40, 0, 0, 0, 12]}),
                "0",
                "40",
            ),
            Break(
                build_report(applications={"carried_out": [0] * 6 + [7]}, between_cells=""),
                "7",
                "0",
                Severity.INFO,
            ),
        ],
        not_applicable=[
            build_report(applications=None),
            build_report(applications={"carried_out": None}),
        ],
    ),
    Cases(
        review_totals,
        holds=[
            build_report(),
            build_report(review={"reconsideration": [3, 0, 0, 1, 4]}),
            build_report(review={"reconsideration": [3, None, None, None, 4]}),
            build_report(
                review={"reconsideration": [3, 0, 0, 1, 5]},
                problems=_split("/review/reconsideration"),
            ),
        ],
        breaks=[
            Break(build_report(review={"reconsideration": [3, 0, 0, 1, 5]}), "5", "4"),
            Break(build_report(review={"litigation_direct": [1, 0, 1, 0, 6]}), "6", "2"),
        ],
        not_applicable=[
            build_report(review=None),
            build_report(
                review={
                    "reconsideration": [None] * 5,
                    "litigation_direct": [1, None, None, None, None],
                    "litigation_after_reconsideration": None,
                }
            ),
        ],
    ),
    Cases(
        issued_within_in_force,
        holds=[
            build_report(disclosure={"normative_documents": [5, 7, 98]}),
            build_report(disclosure={"normative_documents": [5, 0, 5]}),
            build_report(disclosure={"normative_documents": [5, 0, None]}),
        ],
        breaks=[
            Break(build_report(disclosure={"normative_documents": [98, 7, 5]}), "98", "≤ 5"),
            Break(build_report(disclosure={"regulations": [6, 0, 5]}), "6", "≤ 5"),
            # 2 40 and a blank cell between them are printed as 240.
            Break(
                build_report(disclosure={"normative_documents": [2, 4, 0]}, between_cells=""),
                "2",
                "≤ 0",
                Severity.INFO,
            ),
        ],
        not_applicable=[build_report(disclosure=None), build_report(year=2020, form="2019")],
    ),
    Cases(
        newly_disclosed_within_total,
        holds=[
            build_report(year=2020, form="2019", disclosure={"normative_documents": [6, 4, 11]})
        ],
        breaks=[
            Break(
                build_report(
                    year=2020, form="2019", disclosure={"normative_documents": [6, 11, 4]}
                ),
                "11",
                "≤ 4",
                Severity.WARNING,
            ),
            Break(
                build_report(
                    year=2020,
                    form="2019",
                    disclosure={"normative_documents": [1, 6, 0]},
                    between_cells="",
                ),
                "6",
                "≤ 0",
                Severity.INFO,
            ),
        ],
        not_applicable=[build_report(), build_report(year=2020, form="2019", disclosure=None)],
    ),
    Cases(
        counts_are_whole,
        holds=[
            build_report(),
            build_report(disclosure={"administrative_fees": [Decimal("96171.6")]}),
            build_report(year=2020, form="2019", disclosure={"licensing": [18, -18, 0]}),
            build_report(applications={"received": ["-"] * 7}),
        ],
        breaks=[
            Break(build_report(applications={"received": [-3, 0, 0, 0, 0, 0, 0]}), "-3", "≥ 0"),
            Break(build_report(disclosure={"licensing": [Decimal("2.5")]}), "2.5"),
            Break(build_report(disclosure={"administrative_fees": [Decimal("-0.5")]}), "-0.5"),
        ],
        not_applicable=[build_report(disclosure=None, applications=None, review=None)],
    ),
)
