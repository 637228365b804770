"""Traditional Chinese characters, and the simplified ones in which the tables of words are written.

One character stands for one, so that places in a text stay what they were: "條款" is looked for as "条款", and what is
shown as evidence is cut from the text as printed. The characters are those that agreements use.
"""

from __future__ import annotations

_TRADITIONAL = (
    "專業東丟兩嚴個豐為爲義樂習書買亂爭於虧產億僅從們價優會傳體債償儲兒決況凍準減憑擊劃則創刪別製辦務動勢區華協單賣佔"
    "歷發變號臺後嚇員響團圍國圖壞聲處備復複頭學實審對導將盡屆屬歲幣師帶帳廣應庫廢開異張歸當錄徑態惡懲戰戶執擾護報擔擇"
    "擁換據損攝數斷無時顯暫術權機條來構標欄樣檔歐毀匯漢沒洩測瀏漲滲灣滯滿災狀獨現電監盜碼確禮種積稱稅竊簽簡類係糾約級"
    "納紛紋線練組細終經綁結繞給絡統繼續維緩編繳網罰罷職聯獲營虛補規視覽觸計訂認讓議訊記許論訟設訪證識詐訴譯試話詢該語"
    "誘說説請諸諾讀調謠謗負財責敗賬貨質購貴費資賭賠贈轉軟載輯輸轄辯邊達過運還進違連遲選郵釋鐘鑰鋪鏈銷鎊長門閉問閒間閱"
    "際陸險隨隱須項順預額風饋驗騎騷麥齡並併佈註徵週託範遊採銀貸貿離難衛競訓頁顧館鑑鑒願適廠寫啟僱誌"
    "內脫兌強絕眾裡裏麼祕証與關繫雲遞織餘點觀見緻輕貼勞鎖錯誤穩檢驅譽緊礙傭曆舉較齊贓騙誹黃槍恆彙鍵盤闡贊尋籤幫擬歡獎畢礎"
    "築籌縮羅聽脅腦臉舊薦藥蟲裝襲親診詳誠誰謀謹賞賴趨蹤輛農遠遷醫針錢鏡陳雖雙雜靈頒題養駐駕黨懷攔敵棄榮殘淨潔濟環礦節純綜"
    "綱緒總縣蓋藝衝詞課談諮貶賦賺贏軌輔辭鋼陣隊靜頻顆飛飾騰鬆鮮麗龍滾啓爾畫療獄斂滅戲腳爛塊槓"
)
_SIMPLIFIED = (
    "专业东丢两严个丰为为义乐习书买乱争于亏产亿仅从们价优会传体债偿储儿决况冻准减凭击划则创删别制办务动势区华协单卖占"
    "历发变号台后吓员响团围国图坏声处备复复头学实审对导将尽届属岁币师带帐广应库废开异张归当录径态恶惩战户执扰护报担择"
    "拥换据损摄数断无时显暂术权机条来构标栏样档欧毁汇汉没泄测浏涨渗湾滞满灾状独现电监盗码确礼种积称税窃签简类系纠约级"
    "纳纷纹线练组细终经绑结绕给络统继续维缓编缴网罚罢职联获营虚补规视览触计订认让议讯记许论讼设访证识诈诉译试话询该语"
    "诱说说请诸诺读调谣谤负财责败账货质购贵费资赌赔赠转软载辑输辖辩边达过运还进违连迟选邮释钟钥铺链销镑长门闭问闲间阅"
    "际陆险随隐须项顺预额风馈验骑骚麦龄并并布注征周托范游采银贷贸离难卫竞训页顾馆鉴鉴愿适厂写启雇志"
    "内脱兑强绝众里里么秘证与关系云递织余点观见致轻贴劳锁错误稳检驱誉紧碍佣历举较齐赃骗诽黄枪恒汇键盘阐赞寻签帮拟欢奖毕础"
    "筑筹缩罗听胁脑脸旧荐药虫装袭亲诊详诚谁谋谨赏赖趋踪辆农远迁医针钱镜陈虽双杂灵颁题养驻驾党怀拦敌弃荣残净洁济环矿节纯综"
    "纲绪总县盖艺冲词课谈咨贬赋赚赢轨辅辞钢阵队静频颗飞饰腾松鲜丽龙滚启尔画疗狱敛灭戏脚烂块杠"
)

SIMPLIFIED: dict[int, str] = {ord(old): new for old, new in zip(_TRADITIONAL, _SIMPLIFIED, strict=True)}
"""For ``str.translate``."""


def simplified(text: str) -> str:
    """The text in simplified characters, each in its place."""
    return text.translate(SIMPLIFIED)
