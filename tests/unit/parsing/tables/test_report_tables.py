from tests.unit.parsing.writing import (
    BEHIND,
    CARRIED_IN,
    GRANTED,
    LAYOUTS,
    RECEIVED,
    THREE,
    TITLE,
    TWO,
    disclosure_2021,
    html,
    kinds,
    lines,
    pipes,
    read,
    row,
    spaces,
    tabs,
)

WHOLE = (6, 1, 0, 0, 0, 2, 9)
OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def test_a_table_whose_heading_is_lost_is_found_where_it_does_not_belong() -> None:
    rows = "".join(tabs([label, *WHOLE]) for label in (RECEIVED, CARRIED_IN, GRANTED))
    two = "二、主动公开政府信息情况\n" + disclosure_2021(tabs)
    in_front = read(TITLE + rows + two + BEHIND)
    behind = read(TITLE + two + "五、存在的主要问题及改进情况\n无。\n" + rows)
    for report in (in_front, behind):
        assert row(report, "applications", "granted") == [*WHOLE]
        assert row(report, "disclosure", "licensing") == [28]
        assert report.problems == ()


def test_table_four_without_its_heading_is_found_behind_section_five() -> None:
    head = "行政复议\n未经复议直接起诉\n复议后起诉\n" + lines(OUTCOMES * 3)
    report = read(TITLE + BEHIND + head + spaces(range(1, 16)) + "六、其他需要报告的事项\n无。\n")
    assert row(report, "review", "reconsideration") == [1, 2, 3, 4, 5]


def test_rows_of_another_table_are_no_problem_of_the_one_before() -> None:
    rows = [
        ["（七）总计", 6, "", "", "", "", 1, 7],
        ["四、结转下年度继续办理", 1, "", "", "", "", "", 1],
        ["5.要求行政机关确认或重新出具已获取信息", 1, "", "", "", "", 1, 2],
    ]
    report = read(TWO + disclosure_2021(pipes) + "".join(map(pipes, [rows[2], *rows[:2]])))
    assert row(report, "applications", "carried_out") == [1, *[None] * 5, 1]
    assert report.problems == ()


def test_a_row_under_its_own_head_is_read_where_the_heading_of_the_section_is_lost() -> None:
    text = "信息内容 本年收费金额（单位：万元）\n行政事业性收费 9\n"
    report = read(TITLE + text + THREE.removeprefix(TITLE))
    assert row(report, "disclosure", "administrative_fees") == [9]


def test_a_row_whose_label_is_lost_has_a_problem_of_its_own() -> None:
    report = read(THREE + lines([RECEIVED, *WHOLE, *WHOLE, GRANTED, *WHOLE]))
    assert "number-not-placed" in kinds(report, "/applications/carried_in")
    assert "column-unknown" in kinds(report, "/applications/received")


def test_a_row_that_the_text_breaks_off_tells_nothing_of_the_others() -> None:
    cells = (
        ("三、本年度办理结果", "（三）不予公开", "1.属于国家秘密", "", 0, 0, 0, 0, 0, 0),
        ("", "", "2.其他法律行政法规禁止公开", 6, 0, 0, 0, 0, 0, 6),
        ("", "", "3.危及“三安全一稳定”", 6, 0, 0, 0, 0, 0, 6),
    )
    report = read(THREE + "".join(map(pipes, cells)) + "| | | 4.保护第三方合法权益 | 9 | 0")
    assert row(report, "applications", "refused.state_secret") == [None, *[0] * 6]


def test_numbers_of_a_page_that_are_the_last_cells_of_a_fragment_make_no_table() -> None:
    cells = html([*WHOLE]).removeprefix("<tr>")
    report = read(f"{cells}<p>五、存在问题及改进情况</p><p>六、其他需要报告的事项</p><p>无。</p>")
    assert report.applications is None


def test_a_table_that_has_numbers_is_read_whatever_year_the_title_bears() -> None:
    text = "河东市水务局2012年政府信息公开工作年度报告\n" + THREE.removeprefix(TITLE)
    report = read(text + pipes([RECEIVED, *WHOLE]))
    assert report.format == "pre2019"
    assert row(report, "applications", "received") == list(WHOLE)


def test_a_report_on_a_year_before_2019_has_no_national_tables() -> None:
    text = (
        "河东市水务局2013年政府信息公开工作年度报告\n一、概述\n2013年，我局推进公开。\n"
        "二、主动公开政府信息情况\n——规章和规范性文件。印发规范性文件7件。\n"
        "——行政许可。公布行政许可决定237件。\n——行政处罚。公布12件。\n"
        "五、收费及减免情况\n未收取费用。\n"
        "六、因政府信息公开申请行政复议、提起行政诉讼的情况\n行政复议案3件，行政诉讼案1件。\n"
    )
    report = read(text)
    assert report.format == "pre2019"
    assert list(report.tables()) == []
    assert report.problems == ()
    assert [(section.number, section.printed_number) for section in report.sections] == [
        (1, 1), (2, 2), (4, 6),
    ]  # fmt: skip


def test_labels_of_another_table_before_the_head_of_table_two_are_not_its_own() -> None:
    kinds_of_items = (["公开类别", "数量"], ["行政许可", 200], ["行政处罚", 33], ["其他", 6])
    for layout in LAYOUTS:
        text = "".join(map(layout, kinds_of_items)) + disclosure_2021(layout)
        report = read(TWO + text)
        assert row(report, "disclosure", "licensing") == [28]
        assert row(report, "disclosure", "penalties") == [9]
        assert row(report, "disclosure", "normative_documents") == [11, 7, 136]


def test_a_row_before_the_first_head_that_is_known_is_the_tables_own() -> None:
    first, behind = disclosure_2021(pipes).split("| 行政规范性文件", 1)
    report = read(
        TWO + pipes(["规章", 0, 0, 4]) + first.split("| 规章")[0] + "| 行政规范性文件" + behind
    )
    assert row(report, "disclosure", "regulations") == [0, 0, 4]
