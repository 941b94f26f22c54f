from tests.unit.parsing.writing import TITLE, disclosure_2021, pipes, read, row


def test_numbers_that_another_table_has_taken_are_placed() -> None:
    received = pipes(["一、本年新收政府信息公开申请数量", 8, 1, 0, 0, 0, 2, 11])
    report = read(
        TITLE
        + "二、主动公开政府信息情况\n"
        + disclosure_2021(pipes)
        + "申请\n"
        + received
        + "五、存在的主要问题及改进情况\n无。\n"
    )
    assert row(report, "applications", "received") == [8, 1, 0, 0, 0, 2, 11]
    assert report.problems == ()


def test_numbers_that_no_table_has_taken_are_said_to_be_left_out() -> None:
    report = read(
        TITLE
        + "二、主动公开政府信息情况\n"
        + disclosure_2021(pipes)
        + pipes(["网站专栏信息", 8, 1, 11])
        + "五、存在的主要问题及改进情况\n无。\n"
    )
    assert [problem.kind.value for problem in report.problems] == ["number-not-placed"]
