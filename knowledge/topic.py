"""The topics of entries and their Japanese labels."""

TOPICS = {
    "plan": "計画・推進体制",
    "online": "オンライン手続",
    "counter": "窓口",
    "mynumber": "マイナンバーカード",
    "payment": "キャッシュレス・税の納付",
    "information": "広報・LINE・ホームページ",
    "disaster": "防災・安全",
    "childcare": "子育て",
    "education": "学校・図書館",
    "health": "健康・福祉・医療",
    "industry": "産業・農林水産・仕事",
    "tourism": "観光・文化・スポーツ",
    "town": "まちづくり・道路・交通・施設",
    "environment": "環境・ごみ",
    "divide": "デジタルに不慣れな方への支援",
    "data": "オープンデータ・データ活用",
    "administration": "市役所の仕事のデジタル化",
    "community": "地域活動",
    "terms": "用語",
    "survey": "統計・調査",
}
