import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.call.forms import Form, forms
from workbench.screening.wording import guide_sentences, own_words, placeholders

# The places to fill in of the call's own example.
EXAMPLE = [
    "形成了“XXXXXXX”的数字化转型模式",
    "XXXX 集群以 XX 为主导产业",
    "构建 XX 加工—XX 材料—XX 组装—XX 产业链",
    "2023 年，集群总产值 XX 亿元",
    "中小企业有效发明专利 XX 项",
    "设备能耗浪费严重等 N 项共性问题",
    "开发“XXX 微智造系统”",
    "企业平均设备有效利用率提高 XX%，",
    "三是.....",
    "1. 集群 XX 产业链图谱",
]


@pytest.mark.parametrize("text", EXAMPLE)
def test_the_calls_own_example_left_in_is_found(text: str) -> None:
    assert placeholders(text)


@pytest.mark.parametrize(
    "text",
    [
        "印发《××县管理办法》",
        "某某公司牵头",
        "由某某集群牵头",
        "某某某",
        "20XX年总产值达到",
        "202X年获批",
        "于X月X日召开",
        "ＸＸ亿元",
        "xx家企业",
        "0571-XXXXXXXX",
        "执行GB/T XXXXX标准",
        "带动就业×家企业",
        "三是……",
    ],
)
def test_other_ways_to_leave_a_place_open(text: str) -> None:
    assert placeholders(text)


@pytest.mark.parametrize(
    "text",
    [
        "生产XXL、XXXL码工装",
        "AXX型减速机、BXX-200型泵",
        "XX-200型数控车床",
        "TEXX平台",
        "6XXX系铝合金型材",
        "联系电话138XXXX5678",
        "网址www.xx.com",
        "形成“N+X”菜单，N为13个共性场景，X为企业个性化需求",
        "打造1个平台、N项服务",
        "“1+N家”的梯队",
        "1家龙头带动N家配套企业",
        "规格为3×5米，共200×3件",
        "邀请中国科学院某研究所专家授课",
        "某企业负责人张某某表示",
        "由王某某局长牵头",
        "X射线检测、X光机",
        "Max、Linux、Xilinx",
    ],
)
def test_what_a_writer_means_is_not_a_placeholder(text: str) -> None:
    assert placeholders(text) == ()


def test_the_words_around_are_given_within_the_line() -> None:
    assert placeholders("一、成效\n成本下降XX%。\n二、推广") == ("成本下降XX%。",)


@given(st.text(alphabet="集群企业，。、（）\n+%0123456789ABNYZabz项家个年 ", max_size=80))
def test_without_a_placeholder_sign_only_a_lone_n_can_be_one(text: str) -> None:
    assert all("N" in one for one in placeholders(text))


ALL_GUIDES = [
    (form, sentence)
    for form in (forms().case, forms().measures)
    for guide in form.guide.values()
    for whole in guide
    for sentence in whole.split("。")
    if sentence
]


@pytest.mark.parametrize(("form", "sentence"), ALL_GUIDES)
def test_every_guide_sentence_is_known_alone_spaced_bracketed_and_before_own_text(form: Form, sentence: str) -> None:
    for text in (f"{sentence}。", " ".join(sentence), f"（{sentence}）", f"{sentence}。\n我县产值增长。"):
        assert sentence in guide_sentences(text, form)


@pytest.mark.parametrize(("form", "sentence"), ALL_GUIDES)
def test_the_same_words_inside_a_writers_sentence_are_his_own(form: Form, sentence: str) -> None:
    text = f"本案例从{sentence}几个方面说明。"
    assert guide_sentences(text, form) == ()
    assert own_words(text, form)


def test_a_sentence_that_resembles_the_guide_is_the_writers() -> None:
    text = "下面介绍实施成效。介绍创新亮点之处和推广价值。图片不小于2M的已单独附文件。"
    assert guide_sentences(text, forms().case) == ()


@pytest.mark.parametrize("name", forms().case.guide)
def test_the_whole_guide_leaves_no_own_words(name: str) -> None:
    [text] = forms().case.guide[name]
    assert own_words(text, forms().case) == ""
    assert own_words(f"{text}\n产值增长。", forms().case) == "产值增长"
