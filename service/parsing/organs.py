"""How the names of administrative organs end, and words of a page that end alike and are none."""

import re

_ENDINGS = (
    "政府", "办公室", "办公厅", "办", "局", "厅", "委", "部", "院", "会", "处", "所", "站", "中心",
    "乡", "镇", "街道", "公司", "队", "署", "行", "馆", "市", "县", "区", "省", "州", "盟", "旗",
    "苏木", "社", "校", "中学", "小学", "大学", "海关", "室", "园", "厂", "集团", "基地", "气象台",
    "电视台", "储备库", "农场", "林场", "牧场", "渔场", "司", "科",
)  # fmt: skip
_BEHIND_NAME = re.compile(r"\([\u4e00-\u9fff]{1,20}\)$")
# Words of a page that may stand above the title.
_LINKS = (
    "首页", "公开", "年报", "报告", "目录", "专栏", "栏目", "网站", "正文", "服务", "互动", "平台",
    "指南", "制度", "公告", "大厅", "门户", "政务", "数据", "无障碍", "手机版", "微信", "微博",
    "客户端", "年度", "位置", "标题", "分类", "信息",
)  # fmt: skip


def is_organ(name: str) -> bool:
    """Tell whether a name ends as those of organs do."""
    if name == "政府" or is_link(name):
        return False
    return (_BEHIND_NAME.sub("", name) if name.endswith(")") else name).endswith(_ENDINGS)


def is_link(words: str) -> bool:
    """Tell whether words end as those of a page's links do."""
    return words.endswith(_LINKS)
