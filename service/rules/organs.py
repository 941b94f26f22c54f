"""What the name of an organ tells of its kind; where it tells nothing, nothing is concluded."""

import re

# 县级以上 only: Article 49 sets no date for towns and sub-districts.
_GOVERNMENT = re.compile(r"(?:省|市|县|区|州|盟|旗)人民政府$")
_OFFICE = re.compile(r"(?:政府|行署)办公[室厅]$")
_DEPARTMENT = re.compile(r"(?:局|厅|(?<!管理)委员会)$")
# 新乡市 and 镇江市 are cities, 自治区 is a province, and 区域, 区划 are no places at all.
_BELOW_CITY = re.compile(r"县|旗|(?<!自治)区(?!域|划)|[镇乡](?:人民)?政府|街道")


def is_government(name: str) -> bool:
    """Tell whether it is a local government, at county level or above, itself."""
    return _GOVERNMENT.search(name) is not None


def is_office(name: str) -> bool:
    """Tell whether it is a government's office, which signs its own report or its government's."""
    return _OFFICE.search(name) is not None


def is_department(name: str) -> bool:
    """Tell whether it is a department of a government."""
    return _DEPARTMENT.search(name) is not None


def is_below_city(name: str) -> bool:
    """Tell whether it belongs to a county, a district, a town, a township or a sub-district."""
    return _BELOW_CITY.search(name) is not None
