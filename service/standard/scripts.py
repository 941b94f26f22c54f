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
