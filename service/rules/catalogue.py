"""Every rule in code order, and the judgement of a report by all of them."""

from service.allowance import check_allowance
from service.model.finding import Checks, Finding, Inapplicable
from service.model.history import NO_HISTORY, History
from service.model.report import Report
from service.rules import (
    arithmetic,
    articles,
    citations,
    dates,
    privacy,
    reading,
    sentences,
    wording,
    years,
)
from service.rules.history import continuity, names, outliers, repetition
from service.rules.prose import balance, changes, denials, figures, parts, percentages, repetitions
from service.rules.rule import NotApplicable, Rule
from service.rules.structure import contents, order, organs, sections, tables

RULE_SET = "1.4.0"

RULES: tuple[Rule, ...] = (
    arithmetic.applications_row_totals,
    arithmetic.applications_concluded,
    arithmetic.applications_balance,
    arithmetic.review_totals,
    arithmetic.issued_within_in_force,
    arithmetic.newly_disclosed_within_total,
    arithmetic.counts_are_whole,
    citations.regulations_order,
    citations.format_document_number,
    citations.issuing_office_name,
    articles.articles_exist,
    citations.document_numbers_well_formed,
    dates.period_is_calendar_year,
    dates.signature_follows_period,
    dates.signature_is_in_time,
    years.years_agree,
    dates.dates_exist,
    years.own_year_named,
    continuity.carried_over,
    continuity.documents_continue,
    outliers.counts_in_line_with_past,
    repetition.prose_written_anew,
    names.name_unchanged,
    figures.applications_stated,
    figures.applicants_stated,
    figures.results_stated,
    figures.carried_over_stated,
    figures.review_stated,
    figures.documents_stated,
    denials.none_means_zero,
    parts.parts_add_up,
    percentages.percentages_follow,
    repetitions.repeated_quantities_agree,
    balance.stated_applications_accounted_for,
    changes.changes_follow,
    privacy.no_identity_numbers,
    privacy.no_mobile_numbers,
    privacy.no_bank_cards,
    sections.report_has_text,
    sections.title_is_complete,
    sections.sections_present,
    order.sections_in_order,
    tables.tables_present,
    tables.format_is_of_the_year,
    tables.rows_present,
    tables.cells_filled,
    contents.aspects_of_section_one,
    contents.problems_and_improvements,
    contents.fee_stated,
    organs.assessment_stated,
    contents.sections_say_something,
    organs.regulations_by_entitled,
    order.announced_parts_present,
    reading.numbers_are_placed,
    reading.numbers_are_apart,
    reading.cells_are_readable,
    reading.text_is_complete,
    reading.encoding_is_certain,
    reading.amounts_have_units,
    reading.text_is_one_report,
    wording.labels_as_prescribed,
    wording.sentences_are_chinese,
    wording.characters_survived,
    sentences.paragraphs_said_once,
    wording.template_filled_in,
    sentences.sentences_are_whole,
)


def check(report: Report, history: History = NO_HISTORY) -> Checks:
    """
    Judge `report` by every rule, beside what the organ reported in earlier years.

    Pure: the same report with the same history gives the same findings.
    """
    passed = failed = 0
    inapplicable: list[Inapplicable] = []
    findings: list[Finding] = []
    for rule in RULES:
        check_allowance()
        outcome = rule.compare(report, history)
        if isinstance(outcome, NotApplicable):
            inapplicable.append(Inapplicable(rule.code, outcome.reason))
        elif outcome:
            failed += 1
            findings += rule.findings(outcome, report)
        else:
            passed += 1
    findings.sort(key=_reading_order)
    return Checks(RULE_SET, passed, failed, tuple(inapplicable), tuple(findings))


def _reading_order(finding: Finding) -> tuple[bool, int, str]:
    """Sort by place, then code; a finding about nothing printed comes last."""
    place = finding.place
    return place is None, place.start if place is not None else 0, finding.rule
