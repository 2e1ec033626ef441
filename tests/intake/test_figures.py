"""The ten figures in the phrasings of writers, and the numbers that must be left alone."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.call.columns import FIGURES
from workbench.intake.figures import read_figures
from workbench.intake.figures.numbers import han_value, numbers, plain

TAKEN = [
    # the number behind its label
    ("2023年集群总产值达到128.6亿元，同比增长8.2%。", {"output": 128.6}),
    ("2023年，集群总产值为1,286,000万元。", {"output": 128.6}),
    ("2023年底，园区实现工业总产值约1.2万亿元。", {"output": 12000}),
    (
        "集群总产值（亿元）：86.5；中小企业数量（家）：1200；万人发明专利拥有量（件）：15.2。",
        {"output": 86.5, "sme": 1200, "p10k": 15.2},
    ),
    (
        "现有中小企业1200余家，其中规上企业156家，专精特新中小企业48家、"
        "国家级专精特新“小巨人”企业9家，制造业单项冠军企业2家。",
        {"sme": 1200, "spec": 48, "giant": 9, "champ": 2},
    ),
    ("集群企业主持制定国际标准1项、国家标准12项、行业标准23项。", {"intl": 1, "nat": 12, "ind": 23}),
    ("有效发明专利1,560件，万人发明专利拥有量18.6件。", {"pat": 1560, "p10k": 18.6}),
    ("每万人发明专利拥有量达到18.6件/万人。", {"p10k": 18.6}),
    ("集聚了上下游中小企业560户。", {"sme": 560}),
    ("培育制造业单项冠军企业（产品）3个。", {"champ": 3}),
    ("集群拥有“专精特新”企业48家，国家“专精特新”“小巨人”企业9家。", {"spec": 48, "giant": 9}),
    (
        "集群现有专精特新“小巨人”企业九家、制造业单项冠军两家、中小企业一千二百余家。",
        {"giant": 9, "champ": 2, "sme": 1200},
    ),
    ("集群内中小企业总数超过3.2万家。", {"sme": 32000}),
    ("单项冠军0家。", {"champ": 0}),
    # the number before its label
    (
        "拥有48家专精特新中小企业、9家专精特新“小巨人”企业、2家制造业单项冠军企业。",
        {"spec": 48, "giant": 9, "champ": 2},
    ),
    ("2家企业获评国家制造业单项冠军，9家企业入选国家级专精特新“小巨人”企业。", {"champ": 2, "giant": 9}),
    ("目前已有近830件有效发明专利。", {"pat": 830}),
    # shared out
    ("专精特新中小企业和专精特新“小巨人”企业分别达到48家和9家。", {"spec": 48, "giant": 9}),
    (
        "2023年，集群总产值、中小企业数量、专精特新中小企业数量分别为128亿元、1200家、48家。",
        {"output": 128, "sme": 1200, "spec": 48},
    ),
    ("近三年主持制定国际、国家、行业标准分别为1项、12项、23项。", {"intl": 1, "nat": 12, "ind": 23}),
    ("近三年主持制定国际、国家和行业标准1项、12项、23项。", {"intl": 1, "nat": 12, "ind": 23}),
    (
        "分别有2家、9家、48家企业获评制造业单项冠军、专精特新“小巨人”企业、专精特新中小企业。",
        {"champ": 2, "giant": 9, "spec": 48},
    ),
    ("瞪羚企业、专精特新中小企业、制造业单项冠军企业分别为7家、48家、2家。", {"spec": 48, "champ": 2}),
    # the latest year, the last of a rise
    ("集群总产值从2021年的90亿元提升至2023年的130亿元。", {"output": 130}),
    ("2022年、2023年集群总产值分别为80亿元和95亿元。", {"output": 95}),
    ("2023年集群总产值95亿元，比2022年总产值80亿元增长18.8%。", {"output": 95}),
    ("2023年新增专精特新中小企业12家，总数达到48家。", {"spec": 48}),
    ("力争三年内集群总产值突破300亿元，2023年集群总产值已达128亿元。", {"output": 128}),
    # beside what does not count
    ("全省共有专精特新中小企业5200家，集群内专精特新中小企业48家。", {"spec": 48}),
    ("主持制定国家标准5项，参与制定行业标准8项。", {"nat": 5}),
    ("累计授权专利3200件，其中发明专利560件，有效发明专利430件。", {"pat": 430}),
    ("万人发明专利拥有量75.3件，是全国平均水平的3.2倍。", {"p10k": 75.3}),
    ("乡镇内2023年规上工业总产值98亿元，集群总产值128亿元。", {"output": 128}),
    # tables
    (
        "指标\t2021年\t2022年\t2023年\n集群总产值（亿元）\t80\t100\t128\n中小企业数量（家）\t900\t1000\t1200",
        {"output": 128, "sme": 1200},
    ),
    ("指标\t2023年\t2025年目标\n集群总产值（亿元）\t128\t200", {"output": 128}),
    ("集群总产值\t128亿元\t中小企业数量\t1200家", {"output": 128, "sme": 1200}),
    (
        "集群总产值（亿元）\t中小企业数量（家）\t有效发明专利（件）\n128\t1200\t560",
        {"output": 128, "sme": 1200, "pat": 560},
    ),
    ("序号\t指标名称\t单位\t数值\n1\t集群总产值\t亿元\t128\n2\t中小企业数量\t家\t1200", {"output": 128, "sme": 1200}),
    # lines and parentheses
    ("一、2023年总产值：182.3亿元\n二、中小企业：598家", {"output": 182.3, "sme": 598}),
    ("集群总产值（2023年）182.3亿元，中小企业数量（截至2023年底）598家。", {"output": 182.3, "sme": 598}),
    ("专精特新中小企业42家、专精特新“小巨人”企业7家（其中重点“小巨人”2家）。", {"spec": 42, "giant": 7}),
    ("近三年，集群内中小企业牵头制定国际标准2项、国家标准18项。", {"intl": 2, "nat": 18}),
    ("2022年中小企业560家，2023年中小企业598家。", {"sme": 598}),
    ("年份\t总产值（亿元）\t中小企业（家）\n2022\t150\t550\n2023\t182.3\t598", {"output": 182.3, "sme": 598}),
]

LEFT = [
    "到2025年，集群总产值力争达到200亿元。",
    "全部达产后，集群总产值将突破500亿元。",
    "2024年一季度集群总产值30亿元。",
    "集群营业收入86亿元，利润总额5亿元。",
    "龙头企业甲公司2023年总产值36亿元。",
    "甲集团年产值50亿元，拥有有效发明专利300件。",
    "集群总产值突破百亿元。",
    "集群总产值XX亿元，中小企业XX家。",
    "专精特新中小企业、专精特新“小巨人”企业共57家。",
    "专精特新中小企业及“小巨人”企业57家。",
    "瞪羚企业、制造业单项冠军企业8家。",
    "2023年新增专精特新中小企业12家、“小巨人”企业3家。",
    "国家重点“小巨人”企业3家，省级“小巨人”企业5家，科技小巨人企业20家。",
    "省级隐形冠军企业4家。",
    "近三年主持或参与制修订国家、行业标准共37项。",
    "国家标准、行业标准、团体标准75项。",
    "参与制定国家标准5项。",
    "近三年，集群内中小企业牵头或参与制定国际标准2项、国家标准18项。",
    "建成国家标准化试点3个。",
    "申请发明专利560件，授权发明专利230件。",
    "每万人口高价值发明专利拥有量9.2件。",
    "集群服务中小企业3000家次，为1200家中小企业提供融资。",
    "组织中小企业120家参加展会。",
    "科技型中小企业320家，创新型中小企业86家。",
    "全县中小企业8600家。",
    "汇聚各类企业2600家。",
    "平均每家企业拥有有效发明专利12件。",
    "集群总产值占全市工业总产值600亿元的21%。",
    "有效发明专利较上年增加120件。",
    "中小企业30-40家。",
    "三四十家专精特新中小企业。",
    "制造业单项冠军（含培育）4家。",
    "专精特新中小企业数量居全省第3。",
    "有效发明专利申请周期缩短16个月，占比提高2.5个百分点。",
    "为集群内42家专精特新中小企业提供贷款。",
    "集群已有中小企业598家入驻平台。",
    "国家级专精特新“小巨人”企业、制造业单项冠军企业各3家。",
    "国家级单项冠军产品2个。",
    "10亿元以上企业3家，亿元以上企业42家。",
    "集群骨干企业产值均超10亿元。",
    "2024年集群总产值目标为220亿元。",
    "集群总产值同比增长12.6%，达到182.3亿元的新目标。",
    "企业\t国家标准\t行业标准\n甲公司\t3\t5\n乙公司\t2\t1",
]


@pytest.mark.parametrize(("text", "wanted"), TAKEN)
def test_taken(by_short_names, text: str, wanted: dict[str, float]) -> None:
    assert {one.figure: one.value for one in read_figures(text)} == by_short_names(wanted)


@pytest.mark.parametrize("text", LEFT)
def test_left_alone(text: str) -> None:
    assert read_figures(text) == []


def test_values_that_contradict_each_other_are_not_taken() -> None:
    assert read_figures("集群现有专精特新中小企业48家。集群共有专精特新中小企业52家。") == []


def test_an_exact_number_goes_before_a_round_one() -> None:
    (one,) = read_figures("2023年集群总产值超过100亿元。2023年，集群总产值105.6亿元。")
    assert (one.value, one.is_approximate, one.year) == (105.6, False, 2023)


@pytest.mark.parametrize(
    "words", ["1200余家", "1200多家", "近1200家", "约1200家", "超过1200家", "1200家以上", "1200家左右"]
)
def test_approximate(words: str) -> None:
    (one,) = read_figures(f"集群现有中小企业{words}。")
    assert (one.value, one.is_approximate) == (1200, True)


def test_evidence_is_the_text_itself() -> None:
    text = "截至2023年底，集聚中小企业 １２００ 余家、“专精特新”中小企业48家。"
    found = read_figures(text)
    assert [one.evidence for one in found] == ["中小企业 １２００ 余家", "“专精特新”中小企业48家"]
    assert all(one.year == 2023 for one in found)


@given(
    st.text(
        "集群总产值中小企业专精特新“小巨人”国家标准项件亿元家，。；、\n\t分别为从至0123456789.%（）年", max_size=120
    )
)
def test_whatever_the_text_evidence_stands_in_it(text: str) -> None:
    for one in read_figures(text):
        assert one.figure in FIGURES and one.evidence in text and one.value >= 0


@given(st.integers(1, 99_999_999))
def test_numbers_in_characters(value: int) -> None:
    digits = "零一二三四五六七八九"

    def below(number: int) -> str:
        text, gap = "", False
        for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, number = divmod(number, size)
            if digit:
                text += ("零" if gap and text else "") + digits[digit] + unit
                gap = False
            else:
                gap = True
        return text

    high, low = divmod(value, 10_000)
    text = (below(high) + "万" if high else "") + ("零" if high and 0 < low < 1000 else "") + below(low)
    assert han_value(text) == value


def test_plain_text_knows_its_places() -> None:
    text = "“专精 特新”１２ 家"
    found = plain(text)
    assert found.text == "专精特新12家"
    assert [text[found.origin(place)] for place in range(len(found.text))] == list("专精特新１２家")


@given(st.text("中国“”（）　 １２3.½㎡\u200b\n\t", max_size=40))
def test_plain_text_is_the_text_made_half_width(text: str) -> None:
    found = plain(text)
    for place, char in enumerate(found.text):
        assert char in unicodedata.normalize("NFKC", text[found.origin(place)])
    assert not set(found.text) & set("“”（）　１２½㎡\u200b")


def test_a_sentence_longer_than_any_writer_writes_takes_no_time() -> None:
    assert read_figures("中小企业企业获" * 100_000 + "12家") == []
    assert read_figures("12家" + "企业获的" * 700 + "制造业单项冠军") == []
    assert numbers("") == []
