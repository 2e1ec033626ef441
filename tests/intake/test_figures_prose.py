"""Running text of counties about clusters, tables with sentences in them, and what such text says of others."""

import pytest

from workbench.intake.figures import read_figures

SHORT = {
    "output": "output_value_100m_yuan",
    "sme": "sme_count",
    "spec": "specialized_sme_count",
    "giant": "little_giant_count",
    "champ": "champion_count",
    "nat": "national_standard_count",
    "pat": "invention_patent_count",
}

TAKEN = """
output 104.2|2023年集群总产值站上100亿元台阶，达104.2亿元。
output 71|集群2022年产值74亿元。2023年，受订单减少影响，产值小幅回落至71亿元。
output 83|集群产值连续四年稳步增长，2023年达到83亿元。
output 260|集群总产值从八年前的不足30亿元跃升至如今的260亿元。
output 97|产值达到150亿元是集群今后三年的努力目标，目前产值为97亿元。
output 97|集群所在的城南开发区2023年规上工业总产值540亿元；集群自身实现产值97亿元。
output 97|集群总产值：2021年71亿元；2022年84亿元；2023年97亿元。
output 97|集群总产值（2021—2023年）依次为71亿元、84亿元和97亿元。
output 97.5 sme 208|集群年产值九十七点五亿元，中小企业二百零八家。
output 97 sme 208|集群总产值、中小企业数量均居全省前列，分别达到97亿元、208家。
output 97|集群产值97亿元，占全县工业总产值的41%。
output 97|集群产值97亿元，占全国同行业的三成。
output 97|集群有泵阀厂上千家，年产值97亿元。
sme 208|中小企业208家，实现产值64亿元，占集群总产值的66%。
sme 208|县域内共有中小企业6400家，集群内中小企业208家。
sme 208|2023年集群新登记中小企业19家，年末实有中小企业208家。
giant 5 champ 2 spec 33|集群拥有小巨人、单项冠军分别为5家、2家，专精特新33家。
output 88|集群总产值从2021年61亿元、2022年73亿元，一路攀升至2023年88亿元。
output 88|集群产值、利税、用工人数三项指标分别达到88亿元、6亿元、9000人。
output 88|集群总产值由“十三五”末的52亿元提高到2023年的88亿元。
output 88|集群年产值由建园之初的6000万元发展到现在的88亿元。
output 88|集群1-12月累计完成产值88亿元。
output 88|被称为“丝线之都”，产值和企业数量分别占全国的9%和7%，2023年总产值达88亿元。
output 88|二〇二三年产值八十八亿元。
output 88 sme 190|从业人员1.4万人、年产值88亿元、中小企业190家。
output 88 sme 190|◆总产值88亿元 ◆中小企业190家
output 88 giant 3|本集群产值为88亿元、小巨人3家，尚需追赶。
sme 190|起初只有7户作坊，如今已发展到中小企业190家。
sme 190 spec 12 giant 3|集群内199家企业中有190家是中小企业，12家是专精特新企业，3家是小巨人企业。
champ 3|长林、万和、金鼎等3家企业为国家级单项冠军。
giant 3 champ 1 spec 12|集群共有“小巨人”企业3家（占全市的两成）、制造业单项冠军1家（全市唯一）、专精特新中小企业12家。
output 88|临水县渔具产业集群起步于上世纪。2023年，全县渔具产业总产值88亿元。
output 75|2022年集群总产值降至62亿元，2023年恢复至75亿元。
output 75|集群工业总产值同比增长7.2%，总量达到75亿元。
output 75|集群总产值仍保持了7%的增长，达到75亿元。
output 75|与2017年的33亿元相比，2023年集群总产值翻了一番多，达到75亿元。
output 75|园区2023年实现营业总收入140亿元，其中工业总产值75亿元。
output 75 spec 18|对照认定标准（总产值30亿元以上、专精特新8家以上），本集群总产值75亿元、专精特新中小企业18家。
spec 18|2022年末，集群有专精特新中小企业11家；2023年末，达到18家。
spec 18 giant 2|集群已有18家企业入选省级专精特新，2家企业入选国家“小巨人”。
giant 2 spec 18 champ 1|集群培育出2个国家“小巨人”、18个省专精特新、1个单项冠军。
pat 240|集群有效发明专利数：240。
champ 1 giant 5 spec 33|集群形成1家单项冠军引领、5家“小巨人”支撑、33家专精特新中小企业跟进的格局。
"""

LEFT = """
单项冠军4家，其中国家级1家、省级3家。
申报条件：总产值达50亿元，专精特新中小企业不少于12家，小巨人企业不少于2家。
第二步是到2022年，集群总产值超90亿元。
编织袋成为当家产品，年产值达14亿元左右，约占塑料产业的七成，其余为注塑件。
全国第三批200个中小企业特色产业集群公布。
集群核心企业长林股份是国家级单项冠军，2023年产值21亿元，有效发明专利77件，主持制定国家标准4项。
长林是国家级单项冠军，年产值21亿元，拥有发明专利77件。
县里提出，三年再造一个集群，总产值达到260亿元。
临水县渔具产业集群起步于上世纪。2023年，全县轻工业总产值190亿元。
临水县渔具产业集群起步于上世纪。2023年，全市渔具产业总产值190亿元。
市里提出集群总产值达到120亿元以上、专精特新企业30家以上的要求。
起步区占地2平方公里，实现工业总产值18亿元。
2021年集群有专精特新中小企业9家。到2023年末已是18家。
工信部公布第四批4300家专精特新“小巨人”企业。
新鸿公司	产值12亿元、有效发明专利30件
"""

TABLES = [
    ("发展规模\t总产值97亿元\n企业主体\t中小企业208家；专精特新33家", {"output": 97, "sme": 208, "spec": 33}),
    ("创新能力\t有效发明专利150件。主持制定国家标准4项。", {"pat": 150, "nat": 4}),
    ("|总产值（亿元）|88|\n|中小企业（家）|190|", {"output": 88, "sme": 190}),
    ("|指标|2022年|2023年|\n|---|---|---|\n|总产值（亿元）|73|88|", {"output": 88}),
    ("总产值\t88亿元（2023年）\n中小企业\t190家", {"output": 88, "sme": 190}),
    ("中小企业（家）\t专精特新（家）\t小巨人（家）\n190\t12\t3", {"sme": 190, "spec": 12, "giant": 3}),
    ("项目\t2022\t2023\n总产值/亿元\t62\t75\n中小企业/家\t160\t170", {"output": 75, "sme": 170}),
    ("发展目标\t总产值180亿元", {}),
]


def _read(text: str) -> dict[str, float]:
    return {one.figure: one.value for one in read_figures(text)}


@pytest.mark.parametrize("line", TAKEN.strip().split("\n"))
def test_taken(line: str) -> None:
    said, _, text = line.partition("|")
    words = said.split()
    wanted = {SHORT[name]: float(value) for name, value in zip(words[::2], words[1::2], strict=True)}
    assert _read(text) == wanted


@pytest.mark.parametrize("text", LEFT.strip().split("\n"))
def test_left_alone(text: str) -> None:
    assert _read(text) == {}


@pytest.mark.parametrize(("text", "wanted"), TABLES)
def test_a_cell_that_says_it_in_a_sentence(text: str, wanted: dict[str, float]) -> None:
    assert _read(text) == {SHORT[name]: value for name, value in wanted.items()}


def test_a_year_before_the_whole_of_it() -> None:
    found = read_figures("2022全年集群实现产值97亿元。")
    assert [(one.value, one.year) for one in found] == [(97, 2022)]
