"""Names of organs that do not exist, in the forms that titles and signatures use."""

from random import Random

_FIRST = "青云石柏松兰沙清永临安和平宁丰玉长新白金"
_SECOND = "川溪原泉浦陵岭河阳湖水堂洲台山城口塘桥林"
_BUREAUS = (
    "财政局", "教育局", "水务局", "审计局", "统计局", "交通运输局", "卫生健康局", "司法局",
    "市场监督管理局", "人力资源和社会保障局", "农业农村局", "退役军人事务局", "住房和城乡建设局",
)  # fmt: skip


def place_name(rng: Random) -> str:
    """Return the two characters of an invented place, without its level."""
    return rng.choice(_FIRST) + rng.choice(_SECOND)


def agency_name(rng: Random) -> str:
    """Return the full name of a government, its office, a bureau, a town or a subdistrict."""
    place = place_name(rng)
    level = rng.choice(("市", "县", "区"))
    kind = rng.random()
    if kind < 0.25:
        return f"{place}{level}人民政府办公室"
    if kind < 0.35:
        return f"{place}{level}人民政府"
    if kind < 0.75:
        return f"{place}{level}{rng.choice(_BUREAUS)}"
    town = place_name(rng)
    if kind < 0.9:
        return f"{place}{level}{town}镇人民政府"
    return f"{place}{level}{town}街道办事处"
