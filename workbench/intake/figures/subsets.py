"""Whether a number is of some only: of those that joined, were served or passed, of members, of an example."""

import re
from collections.abc import Sequence

_DONE = (
    r"加入|参加|参与|接入|使用|采用|应用|享受|获得|获取|取得|获(?![评批])|通过|完成|实施|开展|建立|建成|设立|"
    r"超过?|达到|高于|大于|低于|不足|签订|签约|服务|支持|扶持|资助|覆盖|惠及|承担|纳入(?!统计)|开通|购买|租用|租赁|共享|"
    r"出口|改造|上云|走访|帮扶|受益于|对接|缴纳|申请|申报|组建|引入|导入"
)
_HAVING = (
    r"(?:(?:^|[,;:(、]|其中)有|拥有|具有|具备|建有|设有|持有)[^,;:()、]{0,12}(?:活动|业务|需求|意向|意愿|机构|能力|专利|资质|品牌|记录|订单|业绩|条件|"
    r"贷款|余额|投入|中心)"
)
_COUNTED = r"(?:企业|单位|小巨人|单项冠军|厂家|主体)"
_DOING = r"(?:出口|上云|上市|挂牌|签约|合作|参展|参会|参训|贯标|贷款|授信|融资|受益|改造|转型|认证|备案)"
_GRANTED = re.compile(
    r"(?:获得?|经|由|被|通过|已)*(?:国家级?|省级?(?:及?以上)?|工信部|工业和信息化部|国家和省|部省)*"
    r"(?:新)?(?:认定|评定|授予|命名|公布)(?:通过)?的"
)
_RELATIVE = re.compile(
    rf"(?:(?:{_DONE})[^,;:()、]{{2,30}}?|{_HAVING}|{_DOING})(?<![家户个])的(?=[^,;:()、的]{{0,18}}{_COUNTED})"
)
_MEMBERS = re.compile(
    r"(?:会员|成员|用户|客户|学员)(?:单位|企业)?(?:当?中|里|内|有|包括)|(?:协会|商会|联盟|学会|联合会|共同体)"
    r"(?:现有|共有|拥有|有|内|中|吸纳|吸收)"
    r"|平台(?:上|内|已|现|累计|共)*(?:集聚|汇聚|聚集|汇集|注册|入驻|接入|连接|链接|吸引|拥有|有)"
)
_MEMBERS_COUNTED = re.compile(
    r"(?:会员|成员|理事)(?:单位|企业)?(?:[共达约近超]|已有)*\d+余?[家个户](?=[,(](?:其中|包括|含))"
)
_AMONG = re.compile(
    rf"(?:^|[,;:(])[^,;:()]{{0,20}}(?:贷款|授信|融资|上云|上市|挂牌|参展|参训|参会|认证|贯标|签约|受访|受益|参评|试点)"
    rf"[^,;:()]{{0,8}}{_COUNTED}(?:当?中|里)"
)
_DIRECT = re.compile(
    r"(?:贷款|授信|融资|上云|上市|挂牌|参展|参训|参会|贯标|签约|受益|支持|补贴|补助|扶持|认证|评估|诊断|改造|加入|联盟|协会|产业化|运营|转化|转让|许可|质押)$"
)
_NEAR = 4
_AGAIN = re.compile(
    r"[,;)](?:截至|目前|现在|如今|20\d\d年[末底]?|[,已共累计])*"
    r"(?:(?:全|本|该|整个)?(?:集群|园区|产业园)|现有|拥有|培育|集聚|聚集|汇聚|形成)"
)
_THESE = re.compile(
    r"(?:获贷|贷款|授信|参展|参训|参会|受益|上云|上市|挂牌|出口|外贸|改造|签约|试点|贯标|认证|服务)"
    r"(?:的)?(?:工业)?企业(?:共有?|已?达到?|有|约|近|超)*\d+余?[家户](?=[,(](?:其中|包括|含))"
    r"|(?:为|向|对|给|与|组织|服务|帮助|支持|助力|推动|带动|走访|惠及)了?\d+余?[家户][^,;()]{0,6}企业[^,;()]*(?=[,(](?:其中|包括|含))"
    r"|(?:惠及|服务|支持|帮助|走访|覆盖|组织|培训|扶持|补助|奖励)(?:各类|中小|小微|民营|工业|集群)*企业(?:[共达约近超]|累计)*\d+余?[家户][^,;()]*(?=[,(](?:其中|包括|含))"
    r"|\d+余?[家户][^,;()、\d]{0,8}企业已?(?:获得|完成|使用|享受|签约)[^,;()]*(?=[,(](?:其中|包括|含))"
    r"|\d+余?[家户][^,;()、\d]{0,8}企业(?:已经?)?(?:加入|接入|参与|参加|通过)(?![^,;()]*(?:标准|认定|评为))[^,;()]*(?=[,(])"
    r"|企业(?:已经?)?(?:加入|接入)[^,;()]*\d+余?[家户](?=[,(])"
)
_EXAMPLE = re.compile(
    r"\((?:例如|比如|譬如|诸如|如|像)(?![今下上期此何果图表皋东])[^()]*"
    r"|(?:^|[,;:]|(?<=[群区县市司]))(?:例如|比如|譬如|诸如|如|像)(?![今下上期此何果图表皋东]),?"
    r"[^,;]{0,30}?(?:集群|园区|公司|企业|集团|[县市区])(?:(?!本集群|全集群|整个集群|该集群).)*"
)
_BESIDE = re.compile(r"(?:与|同|跟|相较于|相对于)(?:(?!与)[^;]){1,60}?(?:相比|相较|对比)")
_AGAINST = re.compile(
    r"(?:对标|学习|借鉴|追赶|标杆|先进地区|先进集群)[^,;:()\d]{0,12}:.*|"
    r"(?:对标|对照|借鉴|学习|追赶|赶超|落后于?|低于|少于|不及|领先于?|高于|优于|不如)[^,;:()\d]{1,20}\([^()]*\)"
    r"|(?:^|[,;:])(?:对比|反观|比照)[^,;]*|(?:^|;)[^;]*集群[^;]*,(?=(?:而|但|反观|相比之下)(?:本集群|我集群|我[县市区]|我们|本地))"
)


def others(text: str) -> Sequence[tuple[int, int]]:
    """Give the stretches of a sentence whose numbers are of some only, or of who is only an example.

    A restriction holds for what is counted from there on, until the cluster is named again or a verb says what it has.

    Examples
    --------
    >>> others("获得贷款的中小企业30家，其中小巨人3家，集群有小巨人8家".replace("，", ","))
    [(5, 20)]
    >>> others("624家中小企业中,有小巨人8家")
    []
    """
    found = [one.span() for one in _AGAINST.finditer(text)]
    if "如" in text or "像" in text:
        found += [one.span() for one in _EXAMPLE.finditer(text)]
    if "比" in text or "相较" in text:
        found += [one.span() for one in _BESIDE.finditer(text)]
    for pattern, needed in (
        (_RELATIVE, "的"),
        (_MEMBERS, ""),
        (_MEMBERS_COUNTED, "员"),
        (_AMONG, "企业"),
        (_THESE, "企业"),
    ):
        for one in pattern.finditer(text) if needed in text else ():
            granted = [place.end() for place in _GRANTED.finditer(text, one.start(), one.end())]
            if one.end() in granted:
                continue
            again = _AGAIN.search(text, one.end())
            found.append((one.end(), again.start() if again else len(text)))
    return found


def is_restricted(lead: str) -> bool:
    """Say whether the words of its own item restrict a label: 获得授信 before 小巨人企业6家.

    Examples
    --------
    >>> is_restricted("集群中获得授信"), is_restricted("集群现有")
    (True, False)
    """
    return bool(_DIRECT.search(lead, max(0, len(lead) - _NEAR)))
