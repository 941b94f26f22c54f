"""Ids under which agencies are known."""

import pytest

from service.errors import InvalidAgencyId
from service.standard.agencies import check_agency_id

RIGHT_CODE = "11140800012345678P"


@pytest.mark.parametrize(
    "agency_id",
    [
        "140800-gov-office",
        "x",
        "A.b_c-9",
        "a" * 64,
        RIGHT_CODE,
        "140800-gov-office1",  # eighteen characters, but not of the shape of a credit code
        "..x",
    ],
)
def test_ids_of_any_scheme_are_taken_as_they_are(agency_id: str) -> None:
    assert check_agency_id(agency_id) == agency_id


@pytest.mark.parametrize(
    "agency_id", ["", ".", "..", "a" * 65, "运城市", "a b", "a/b", "a\n", "a\0", "ａ"]
)
def test_what_cannot_be_an_id_is_refused(agency_id: str) -> None:
    with pytest.raises(InvalidAgencyId, match="1 to 64"):
        check_agency_id(agency_id)


@pytest.mark.parametrize("last", "0123456789ABCDEFGHJKLMNQRTUWXY")
def test_a_credit_code_with_a_wrong_check_character_is_refused(last: str) -> None:
    with pytest.raises(InvalidAgencyId, match="check character"):
        check_agency_id(RIGHT_CODE[:-1] + last)


def test_a_credit_code_with_two_digits_exchanged_is_refused() -> None:
    with pytest.raises(InvalidAgencyId, match="check character"):
        check_agency_id("11148000012345678P")


def test_a_credit_code_in_small_letters_would_be_a_second_id_and_is_refused() -> None:
    with pytest.raises(InvalidAgencyId, match="capital"):
        check_agency_id(RIGHT_CODE.lower())
