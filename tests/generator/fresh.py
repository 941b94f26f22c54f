"""Prose that says something else every year, as a report should."""

from tests.generator.prose import Prose

_WHEN = (
    "年初", "三月起", "汛期过后", "年中", "入冬以前", "第四季度", "开学前后", "换届以后", "春节前",
    "机构调整后", "收官阶段", "专项检查期间",
)  # fmt: skip
_WHO = (
    "办公室", "各股室", "信息科", "联络员", "分管同志", "大厅窗口", "驻村干部", "档案员", "法制岗",
    "热线坐席", "技术组", "编辑小组",
)  # fmt: skip
_DID = (
    "重新核对了", "补录了", "集中梳理了", "逐条修订了", "上门讲解了", "公开征询了", "分批移交了",
    "请群众评议了", "改版了", "抽查了", "限期更正了", "分类归并了", "试着简化了",
)  # fmt: skip
_WHAT = (
    "材料清单", "历年目录", "常见问题的答复", "权责条目", "公示栏的更新记录", "发布台账",
    "查阅点的标识", "检索页面", "答复文书样式", "村务专栏", "流程图示", "旧址链接", "双语说明",
)  # fmt: skip
_SO = (
    "退件因此少了", "查询不再排队", "群众一次就能办完", "来电明显减少", "更新比往年及时",
    "错漏当场改正", "新人也能照做", "意见多被采纳", "年底又复查一遍", "老人也看得明白",
    "同类疑问不再出现", "审核时间缩短",
)  # fmt: skip
_LACKS = (
    "部分栏目更新偏慢", "图解数量还少", "基层答复口径不一", "检索不够方便", "人员更换频繁",
    "线下查阅点冷清", "培训还没有覆盖到村", "历史文件尚待整理", "互动回应偏少", "台账登记不细",
)  # fmt: skip
_REMEDIES = (
    "排出更新时间表", "与媒体合办图解专版", "编印答复样例", "更换检索程序", "实行一岗双备",
    "把查阅点迁到服务大厅", "送课下乡", "分年整理旧文", "约定回应时限", "统一台账格式",
)  # fmt: skip


class Fresh(Prose):
    """Prose composed anew: two years hardly share a run of a dozen characters."""

    def filler(self) -> str:
        """Return two or three sentences without any number."""
        return "".join(self._news() for _ in range(self.rng.randint(2, 3)))

    def _news(self) -> str:
        parts = (self.rng.choice(words) for words in (_WHEN, _WHO, _DID, _WHAT, _SO))
        when, who, did, what, so = parts
        return f"{when}，{who}{did}{what}，{so}。"

    def shortcomings(self) -> tuple[str, ...]:
        """Return what falls short and what is done about it."""
        lacks, remedies = self.rng.sample(_LACKS, 3), self.rng.sample(_REMEDIES, 3)
        return (
            f"存在的问题：{'；'.join(lacks)}。{self._news()}",
            f"下一步改进：{'，'.join(remedies)}。{self._news()}",
        )
