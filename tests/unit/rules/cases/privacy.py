"""Cases of family R; the numbers are made up, their check digits are right."""

from service.rules.privacy import no_bank_cards, no_identity_numbers, no_mobile_numbers
from tests.builders import build_report
from tests.unit.rules.cases import Break, Cases

CASES = (
    Cases(
        no_identity_numbers,
        holds=[
            build_report(sections={1: "身份证号110101199003070012，编号。"}),
            build_report(sections={1: "编号A11010119900307001X，文件110101199003070010.pdf。"}),
            build_report(sections={1: "统一社会信用代码11140800012345678A。"}),
        ],
        breaks=[
            Break(
                build_report(sections={1: "申请人身份证号11010119900307002X。"}),
                "110*************2X",
            )
        ],
    ),
    Cases(
        no_mobile_numbers,
        holds=[
            build_report(sections={1: "电话：0591-23165370，邮编350400。"}),
            build_report(sections={1: "访问量13812345678次，见/t13812345678.htm。"}),
            build_report(sections={6: "服务热线：13812345678，值班电话 13812345678。"}),
            # The cells of a table that was not read.
            build_report(sections={4: "其他结果尚未审结总 计13812345678"}, review=None),
            # In a table the digits of cells may run together.
            build_report(applications={"received": [13812345678, 0, 0, 0, 0, 0, 13812345678]}),
        ],
        breaks=[
            Break(build_report(sections={1: "联系人张某，13812345678。"}), "138******78"),
        ],
    ),
    Cases(
        no_bank_cards,
        holds=[
            build_report(sections={1: "编号6222020200112233456，序号4111111111111112。"}),
            # The cells of a table that was not read.
            build_report(sections={4: "其他结果尚未审结总计6222020200112230459"}, review=None),
        ],
        breaks=[
            Break(build_report(sections={1: "卡号6222020200112230459。"}), "6222*************59"),
            Break(build_report(sections={1: "6222020200112230459。"}), "6222*************59"),
        ],
    ),
)
