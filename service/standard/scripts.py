"""Traditional characters of the standard labels and headings, with their simplified forms."""

# Only the characters that labels, headings and the fixed phrases of a report need: they are read
# as simplified ones to recognise a label; what is printed is never changed.
_PAIRS = """
萬万 與与 專专 業业 兩两 嚴严 個个 為为 爲为 舉举 義义 習习 鄉乡 書书 於于 產产 億亿 從从
價价 優优 會会 傳传 體体 餘余 黨党 關关 內内 農农 決决 況况 準准 減减 劃划 別别 製制 辦办
務务 動动 區区 醫医 華华 協协 單单 衛卫 縣县 發发 變变 臺台 號号 員员 國国 處处 備备 複复
復复 覆复 學学 實实 審审 對对 導导 盡尽 屬属 佈布 並并 廣广 應应 廢废 開开 強强 當当 錄录
徹彻 徵征 態态 總总 戶户 執执 護护 報报 據据 効效 數数 無无 時时 術术 機机 權权 條条 來来
構构 標标 檔档 檢检 測测 點点 環环 現现 電电 療疗 監监 確确 種种 稱称 稅税 類类 係系 糾纠
級级 紀纪 納纳 組组 織织 經经 結结 給给 絡络 統统 繼继 續续 維维 繳缴 網网 罰罚 聯联 範范
獲获 營营 補补 規规 視视 計计 認认 讓让 議议 記记 許许 訟讼 設设 證证 評评 訴诉 話话 詢询
說说 請请 調调 財财 責责 購购 貫贯 費费 轉转 載载 達达 過过 運运 這这 進进 連连 採采 鎮镇
長长 門门 問问 間间 閱阅 際际 險险 隨随 穩稳 訪访 沒没 頁页 項项 預预 領领 題题 額额 風风
"""
TRADITIONAL_TO_SIMPLIFIED = {pair[0]: pair[1] for pair in _PAIRS.split()}

# Further characters of the names of organs and places; a name is compared, never changed.
_NAMES = """
廳厅 陽阳 臨临 輸输 糧粮 礦矿 貿贸 鐵铁 鹽盐 遊游 慶庆 寧宁 雲云 興兴 榮荣 龍龙 東东 蘇苏 滬沪 廬庐
島岛 灣湾 澤泽 澗涧 瀋沈 漢汉 濟济 濱滨 濰潍 灤滦 瀘泸 贛赣 閩闽 遼辽 鄭郑 鄧邓 鄒邹 銅铜 錫锡 鎮镇
馬马 鳳凤 鶴鹤 鷹鹰 麗丽 齊齐 橋桥 樓楼 樂乐 畢毕 蘭兰 葉叶 莊庄 萊莱 蓮莲 薊蓟 豐丰 貴贵 賀贺
軍军 隊队 陝陕 陳陈 陸陆 隴陇 順顺 嶺岭 峽峡 園园 圖图 壩坝 墾垦 奧奥 婁娄 孫孙 崗岗 廟庙 彌弥 懷怀
應应 戰战 撫抚 晉晋 棗枣 棟栋 楊杨 歐欧 殯殡 氣气 淺浅 湯汤 溫温 滄沧 滾滚 潤润 潛潜 灘滩 烏乌 爾尔
獻献 瑪玛 環环 畝亩 畫画 祿禄 禮礼 穀谷 穎颖 競竞 紅红 縉缙 羅罗 義义 職职 舊旧 藝艺 藥药 處处
蟻蚁 術术 裝装 賓宾 贊赞 趙赵 邊边 郵邮 醬酱 釣钓 鍾钟 鎢钨 鎳镍 閻阎 闊阔 險险 雞鸡 雜杂 電电 霑沾
資资 場场 團团 圍围 勞劳 殘残 婦妇 兒儿 幹干 離离 貨货 幣币 倉仓 儲储 煙烟 賣卖 聞闻 養养 獸兽 樹树
綠绿 災灾 質质 誌志 編编 層层 誼谊 庫库 創创 試试 驗验 樑梁 軌轨 車车 輛辆 駕驾 燈灯 獄狱 懲惩 誠诚
眾众 診诊 僱雇 紡纺 煉炼 爐炉 湧涌 潔洁 淨净 廈厦 鄰邻 墳坟 藍蓝 蔣蒋 盧卢 賴赖 許许 謝谢 譚谭 龐庞
韓韩 頭头 飛飞 館馆 騰腾 魚鱼 魯鲁 鳥鸟 麥麦 黃黄 點点 齡龄 壯壮 僑侨 滿满 維维 銀银 錦锦
"""
_ALL_TO_SIMPLIFIED = str.maketrans(
    TRADITIONAL_TO_SIMPLIFIED | {pair[0]: pair[1] for pair in _NAMES.split()}
)


def simplified(text: str) -> str:
    """Return `text` with the characters of both lists simplified, for a comparison of words."""
    return text.translate(_ALL_TO_SIMPLIFIED)
