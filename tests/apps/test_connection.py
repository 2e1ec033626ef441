"""The kernel's side of the line: each ping gets its answer."""

from workbench.apps.connection import Connection


def test_each_ping_is_answered(monkeypatch):
    connection, sent = Connection(), []
    monkeypatch.setattr(connection, "send", lambda content: sent.append(content))
    for _ in range(2):
        connection._handle_custom_msg({"ping": True}, [])
    assert sent == [{"pong": True}, {"pong": True}]


def test_any_content_is_taken(monkeypatch):
    connection, sent = Connection(), []
    monkeypatch.setattr(connection, "send", lambda content: sent.append(content))
    for content in (None, "x", {"ping": {"deep": []}}):
        connection._handle_custom_msg(content, [])
    assert len(sent) == 3
