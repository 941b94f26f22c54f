import pytest

from service.parsing.prose.topics import (
    APPLICATIONS,
    HOTLINE,
    LETTERS,
    NAMED_APPLICATIONS,
    REVIEW,
    SEEN,
    Topics,
)


def topic(text: str, section: int = 1) -> str | None:
    """Return the topic where `#` stands, asked in reading order as a reader does."""
    position = text.index("#")
    topics = Topics(text, 0, len(text), section)
    topics.at(0)
    return topics.at(position)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到政府信息公开申请#件。", NAMED_APPLICATIONS),
        ("共收到#件政府信息公开申请。", APPLICATIONS),
        ("收到政府信息公开申请2件。办结#件。", APPLICATIONS),
        ("收到政府信息公开申请2件。规范流程。加强指导。办结#件。", APPLICATIONS),
        ("热线受理2件；来信#封。", LETTERS),
        ("来信2封；热线受理#件。", HOTLINE),
        ("热线受理来电、留言#件。", HOTLINE),
        ("办结#件。", None),
        ("(二)依申请公开。收到2件。(三)信息管理。办结#件。", None),
    ],
)
def test_the_last_sign_before_a_number_tells_its_topic(text: str, expected: str | None) -> None:
    assert topic(text) == expected


@pytest.mark.parametrize(
    "text",
    ["办理政协提案3件，答复#件。", "印发文件9件，其中主动公开3件、依申请公开2件、保密#件。"],
)
def test_proposals_and_files_are_no_topic_with_readings_of_its_own(text: str) -> None:
    assert SEEN[topic("依申请公开方面规范。" + text)] == (None,)


def test_what_is_said_of_proposals_ends_with_their_sentence() -> None:
    assert topic("依申请公开方面规范。办理提案3件。办结#件。") == APPLICATIONS


def test_sections_three_and_four_have_a_topic_of_their_own() -> None:
    assert topic("办结#件。", section=3) == APPLICATIONS
    assert topic("行政复议#件。", section=4) == REVIEW


def test_a_case_of_review_is_one_of_applications_only_where_the_sentence_says_so() -> None:
    assert topic("政府信息公开行政复议#件。") == NAMED_APPLICATIONS
    assert topic("收到政府信息公开申请2件。行政复议#件。") == APPLICATIONS
