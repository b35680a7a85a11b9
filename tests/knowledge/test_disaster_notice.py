import pytest

from knowledge.disaster_notice import DisasterNotice, current_notices, main, switch_off, switch_on

FLOOD = "大雨のため、避難所を開いています。"


def test_a_notice_for_all_stands_in_every_city(engine):
    switch_on(engine, DisasterNotice(FLOOD, 2, "総務課"))
    assert current_notices(engine, "ogaki") == (FLOOD,) == current_notices(engine, None)


def test_a_notice_for_one_city_stands_there_alone(engine):
    switch_on(engine, DisasterNotice(FLOOD, 2, "総務課", "sado"))
    assert current_notices(engine, "sado") == (FLOOD,)
    assert current_notices(engine, "ogaki") == ()


def test_the_newer_one_takes_the_place_of_the_older(engine):
    for text in ("ひとつめ", "ふたつめ"):
        switch_on(engine, DisasterNotice(text, 2, "総務課", "sado"))
    assert current_notices(engine, "sado") == ("ふたつめ",)


def test_it_ends_when_its_time_is_over_or_it_is_switched_off(engine):
    switch_on(engine, DisasterNotice(FLOOD, -1, "総務課"))
    assert current_notices(engine, "ogaki") == ()
    switch_on(engine, DisasterNotice(FLOOD, 1, "総務課"))
    switch_off(engine, None)
    assert current_notices(engine, "ogaki") == ()


def test_the_command(engine, monkeypatch, capsys):
    monkeypatch.setenv("MADOGUCHI_DATABASE_URL", str(engine.url))
    for words in (["on", FLOOD], ["show"], ["off"]):
        monkeypatch.setattr("sys.argv", ["disaster_notice", *words])
        main()
    assert capsys.readouterr().out.splitlines() == [FLOOD, FLOOD, "表示中のお知らせはありません"]


def test_the_command_wants_a_text(engine, monkeypatch, capsys):
    monkeypatch.setenv("MADOGUCHI_DATABASE_URL", str(engine.url))
    monkeypatch.setattr("sys.argv", ["disaster_notice", "on"])
    with pytest.raises(SystemExit):
        main()
    assert "お知らせの文" in capsys.readouterr().err
