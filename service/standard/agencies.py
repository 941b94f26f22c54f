"""
Ids under which agencies are known.

Source: GB 32100-2015, the Unified Social Credit Code (统一社会信用代码).
"""

import re
from typing import Final

from stdnum.cn import uscc

from service.errors import InvalidAgencyId

ID_SHAPE: Final = "[A-Za-z0-9._-]{1,64}"
AGENCY_ID: Final = re.compile(rf"(?!\.{{1,2}}\Z){ID_SHAPE}")
CREDIT_CODE: Final = re.compile(
    r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}", re.IGNORECASE
)

# Words of organs' names and the short forms in use, in the order in which they are replaced.
# 交通 for 交通运输 and 农业 for 农业农村 are not here: those were renamings.
SHORT_NAMES: Final = (
    ("人民政府", "政府"),
    ("办公厅", "办"),
    ("办公室", "办"),
    ("委员会", "委"),
    ("监督管理", "监管"),
    # With and without 和, which names of places bear as well.
    ("发展和改革", "发改"),
    ("发展改革", "发改"),
    ("人力资源和社会保障", "人社"),
    ("人力资源社会保障", "人社"),
    ("住房和城乡建设", "住建"),
    ("住房城乡建设", "住建"),
    ("文化和旅游", "文旅"),
    ("文化旅游", "文旅"),
    ("工业和信息化", "工信"),
    ("工业信息化", "工信"),
    ("规划和自然资源", "规划自然资源"),
    ("教育和体育", "教育体育"),
    ("卫生健康", "卫健"),
)


def check_agency_id(agency_id: str) -> str:
    """
    Return the id; raise InvalidAgencyId where it cannot be one.

    An id is 1 to 64 of A-Z a-z 0-9 . _ - (not the path segments "." and ".."). Short codes
    of a portal's own are as good as credit codes, but what is shaped like a credit code must
    have the right check character: otherwise a mistyped id would open a second agency.
    """
    if not AGENCY_ID.fullmatch(agency_id):
        raise InvalidAgencyId("An agency id is 1 to 64 of A-Z a-z 0-9 . _ - and not a dot alone.")
    if CREDIT_CODE.fullmatch(agency_id):
        _check_credit_code(agency_id)
    return agency_id


def registered_division(agency_id: str) -> str | None:
    """Return the division whose authority issued a credit code; None for an id of another kind."""
    return agency_id[2:8] if CREDIT_CODE.fullmatch(agency_id) else None


def _check_credit_code(code: str) -> None:
    if code != code.upper():
        raise InvalidAgencyId("A Unified Social Credit Code is written in capital letters.")
    if uscc.calc_check_digit(code) != code[-1]:
        raise InvalidAgencyId(
            "The id has the shape of a Unified Social Credit Code (GB 32100-2015), "
            "but its last character is not the check character of the others."
        )
