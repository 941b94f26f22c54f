"""The rules, as callers read them."""

from pathlib import Path

from flask.testing import FlaskClient

from service.rules.catalogue import RULE_SET, RULES

WRITTEN = Path(__file__).parents[2] / "data"


def test_every_rule_is_listed_in_the_order_of_the_codes(client: FlaskClient) -> None:
    catalogue = client.get("/v1/rules").get_json()
    assert catalogue["rule_set"] == RULE_SET
    assert [rule["code"] for rule in catalogue["rules"]] == [rule.code for rule in RULES]


def test_each_rule_is_found_by_its_code_with_all_that_is_said_about_it(
    client: FlaskClient,
) -> None:
    listed = client.get("/v1/rules").get_json()["rules"]
    for rule, shown in zip(RULES, listed, strict=True):
        assert client.get(f"/v1/rules/{rule.code}").get_json() == shown
        assert shown["statement"] == rule.documentation.statement
        assert shown["severity"] == rule.severity.value
        assert all(shown.values())


def test_chinese_is_answered_in_its_own_characters(client: FlaskClient) -> None:
    assert "《中华人民共和国政府信息公开条例》" in client.get("/v1/rules").get_data(as_text=True)
    assert "国办公开办函〔2021〕30号" in client.get("/v1/rules/A103").get_data(as_text=True)


def test_a_finding_leads_to_its_rule(client: FlaskClient) -> None:
    for file in WRITTEN.glob("*.txt"):
        answer = client.post("/v1/check", data=file.read_bytes(), content_type="text/plain")
        members = answer.get_json()
        assert members["checks"]["rule_set"] == RULE_SET
        for finding in members["findings"]:
            rule = client.get(f"/v1/rules/{finding['rule']}").get_json()
            assert (rule["name"], rule["version"]) == (finding["name"], finding["version"])


def test_a_code_that_no_rule_has_is_not_found(client: FlaskClient) -> None:
    answer = client.get("/v1/rules/X999")
    assert (answer.status_code, answer.get_json(force=True)["type"]) == (404, "/problems/not-found")
    assert "X999" in answer.get_json(force=True)["detail"]
