"""The unit tables: what each spelling means and what must not follow it. Data only; `units` reads it.

Adding a unit is one word here: "人次" in COUNTS makes 人次, 万人次 and 元/人次 known everywhere.
"""

from __future__ import annotations

from typing import NamedTuple

# Tens by which a prefix scales a unit: 2万名 are 2 × 10**4 名.
SCALES = {"百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}


class Unit(NamedTuple):
    """`power` tens of `base`; two units convert into each other when dimension and base are the same."""

    dimension: str
    base: str
    power: int = 0


# Spelling (after text.flat) → the spelling Quantity.unit carries.
ALIASES = {
    "百分比": "%",
    "\\%": "%",
    "﹪": "%",
    "人民币元": "元",
    "元人民币": "元",
    "圆": "元",
    "百分点": "个百分点",
    "千分点": "个千分点",
    "KM": "km",
    "Km": "km",
    "m2": "平方米",
    "m²": "平方米",
    "㎡": "平方米",
    "km2": "平方公里",
    "km²": "平方公里",
    "平方千米": "平方公里",
    "m3": "立方米",
    "m³": "立方米",
    "KG": "kg",
    "Kg": "kg",
    "工作日": "个工作日",
    "日历日": "个日历日",
    "日历天": "个日历日",
    "个日历天": "个日历日",
    "自然日": "个自然日",
    "个小时": "小时",
    "KW": "千瓦",
    "kW": "千瓦",
    "KWH": "千瓦时",
    "kWh": "千瓦时",
    "KWh": "千瓦时",
}

MEASURES = {
    "元": Unit("money", "元"),
    "美元": Unit("money:美元", "美元"),
    "港元": Unit("money:港元", "港元"),
    "港币": Unit("money:港元", "港元"),
    "欧元": Unit("money:欧元", "欧元"),
    "日元": Unit("money:日元", "日元"),
    "英镑": Unit("money:英镑", "英镑"),
    "%": Unit("ratio", "", -2),
    "‰": Unit("ratio", "", -3),
    "个百分点": Unit("point", "", -2),
    "个千分点": Unit("point", "", -3),
    "分": Unit("score", "分"),
    "倍": Unit("multiple", "倍"),
    "岁": Unit("age", "岁"),
    "周岁": Unit("age", "岁"),
    "米": Unit("length", "米"),
    "千米": Unit("length", "米", 3),
    "公里": Unit("length", "米", 3),
    "km": Unit("length", "米", 3),
    "m": Unit("length", "米"),
    "延米": Unit("length", "延米"),
    "厘米": Unit("length", "米", -2),
    "cm": Unit("length", "米", -2),
    "毫米": Unit("length", "米", -3),
    "mm": Unit("length", "米", -3),
    "平方米": Unit("area", "平方米"),
    "公顷": Unit("area", "平方米", 4),
    "平方公里": Unit("area", "平方米", 6),
    "亩": Unit("area", "亩"),
    "立方米": Unit("volume", "立方米"),
    "立方": Unit("volume", "立方米"),
    "升": Unit("volume", "升"),
    "毫升": Unit("volume", "升", -3),
    "吨": Unit("mass", "千克", 3),
    "千克": Unit("mass", "千克"),
    "公斤": Unit("mass", "千克"),
    "kg": Unit("mass", "千克"),
    "克": Unit("mass", "千克", -3),
    "斤": Unit("mass", "斤"),
    "KB": Unit("data", "KB"),
    "MB": Unit("data", "MB"),
    "GB": Unit("data", "GB"),
    "TB": Unit("data", "TB"),
    "Mbps": Unit("bandwidth", "Mbps"),
    "Gbps": Unit("bandwidth", "Mbps", 3),
    "千瓦": Unit("power", "千瓦"),
    "兆瓦": Unit("power", "千瓦", 3),
    "MW": Unit("power", "千瓦", 3),
    "千瓦时": Unit("energy", "千瓦时"),
    "度": Unit("degree", "度"),
    "℃": Unit("degree", "℃"),
    "dB": Unit("level", "dB"),
    "分贝": Unit("level", "dB"),
}

# Durations. No length of a month or year is ever assumed: each converts into its own twins only.
TIMES = {
    "年": "年",
    "年度": "年",
    "学年": "学年",
    "季度": "季度",
    "个季度": "季度",
    "月": "月",
    "个月": "月",
    "周": "周",
    "星期": "周",
    "个星期": "周",
    "天": "天",
    "日": "天",
    "个日历日": "天",
    "个自然日": "天",
    "个工作日": "工作日",
    "小时": "小时",
    "分钟": "分钟",
    "秒": "秒",
    "学期": "学期",
    "个学期": "学期",
    "学时": "学时",
    "个学时": "学时",
    "课时": "课时",
    "个课时": "课时",
}

COUNTS = """
人 人次 名 位 户 户次 家 家次 个 项 项次 次 批 批次 期 场 场次 份 件 件次 套 套次 台 台次 台套 辆 辆次 车次 架次
班次 频次 例 例次 起 宗 笔 张 张次 篇 条 条次 幅 本 册 册次 部 卷 页 字 首 版 块 片 面 段 标段 课题 根 棵 株 头
头次 只 羽 尾 匹 艘 架 颗 枚 道 孔 眼 口 对 双 副 类 种 轮 遍 趟 层 栋 幢 座 处 所 间 站 支 队 组 班 门 节 课 盒
箱 袋 瓶 桶 盏 床 床位 村 平台 生 人天 人日 人月 人年 人份 剂 剂次 针
"""
SAME_COUNT = {"名": "人", "位": "人"}

# What must not follow a unit for it to be one: 7项指标 counts, 7项目 does not; 5分 is a score, 5分钟 a while.
# Alternatives are parted by blanks.
NOT_BEFORE = {
    "分": "别 类 配 局 公 成 析 布 支 管 包 组 年 月 区 级 段 享 散 流 阶 解 发 拨 步 之 校 院 部 社 行 中心 子 母 批 "
    # 90分为优 grades; 分为三类 divides.
    "项 摊 户 为一 为二 为两 为三 为四 为五 为六 为七 为八 为若干 为以下 为多 为上 为下",
    "人": "民 员 均 才 口 力 事 社 物 工智 大 行 文 机 体 格 生 类 气 家",
    "个": "别 体 税 性 案",
    "项": "目",
    "次": "要 年 月 日 级 序 品",
    "条": "件 例 款 约 理",
    "份": "额",
    "户": "籍 口 外 主 型",
    "名": "称 义 单 录 额 下 誉",
    "家": "庭 长 属 具 电 政 园 乡 畜 禽 级",
    "场": "所 地 景 馆 内 外 均",
    "件": "数",
    "套": "餐 取",
    "期": "间 限 末 初 货 刊 满 望 内 权",
    "台": "账 风 湾 州 北",
    "批": "复 准 示 评 发 注 量",
    "天": "津 然 河 气 地",
    "日": "常 均 志 期 报 本 程 元",
    "年": "级 龄 均 终 检 报 会",
    "月": "度 报 均",
    "周": "边 期 转 年 末 岁",
    "组": "织 长 成 建",
    "班": "级 长 子",
    "门": "户 诊 头 店 槛",
    "处": "理 于 置 罚 室 级 长 分 方 在 境",
    "所": "有 属 需 以 在 得 示 述 涉 列 长",
    "支": "出 付 持 撑 部 行 农 教 援 委",
    "部": "门 分 署 委 队 长 级 位 件",
    "篇": "幅 章",
    "只": "有 是 能 要 需 对",
    "口": "径 头 腔 岸 号",
    "本": "项 次 年 级 市 县 区 省 局 部 单 院 校 地 着 身 轮 评 报 期 月 季 人 文 条 办 机 体 科 来 质 镇 乡 村 金 公 "
    "中心",
    "对": "象 应 口 比 标 于 外 接 策 照 全 该 本 涉",
    "面": "积 向 对 临 试 貌",
    "起": "始 草 步 点 到 来",
    "位": "置 于 列",
    "例": "如 外 行 会",
    "度": "假 量 过 数 汛",
    "道": "路 德",
    "段": "落",
    "片": "区 面",
    "块": "状",
    "层": "面 级 次",
    "座": "谈 位 椅",
    "间": "接 隔 距 歇",
    "站": "点 位 长 在",
    "队": "伍 员 长",
    "节": "约 能 水 省 点 假 日 目 余 支 庆",
    "课": "程 堂 件",
    "村": "级 民 委 庄 镇 居 干 集",
    "种": "植 子 养 粮 苗",
    "类": "似 别 型",
    "轮": "换 流 训 岗 胎 候",
    "生": "产 活 态 均 物 源 成 效 命 育 猪 鲜",
    "字": "第 号",
    "页": "面 岩",
    "元": "旦 素 宵 月 件 年",
    "克": "服",
    "升": "级 学 降 高 温 至 到",
    "米": "面 粮",
    "首": "次 批 先 府 期",
    "架": "构 设",
}
