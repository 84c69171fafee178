"""The message table never holds a PIN; its owner sees it all the same, staff don't."""

from sqlalchemy import text

from backend.services import cases, conversations


def filed(uow):
    opened = cases.open_case(uow, service="problems", prefix="ΠΡΒ", kind="lighting", title="Λάμπα", channel="web")
    started = conversations.start(uow, channel="web")
    turn = conversations.begin_message(uow, started.session_id, text="ναι", payload=None, idempotency_key="k1")
    receipt = {"case": {"protocol": opened.protocol, "code": opened.code, "pin": opened.pin}}
    answer = {"text": f"Έγινε! Το PIN σας είναι {opened.pin}.", "custom": receipt}
    return opened, started.session_id, conversations.finish_message(uow, started.session_id, turn.seq, [answer], None)


def test_the_citizen_sees_the_pin_now_and_after_a_reload(database):
    with database.work() as uow:
        opened, session_id, answers = filed(uow)
    with database.work() as uow:
        later = conversations.messages_after(uow, session_id, 1)
    for shown in (answers[0], later[0]):
        assert shown.text == f"Έγινε! Το PIN σας είναι {opened.pin}."
        assert shown.custom["case"]["pin"] == opened.pin


def test_the_table_and_the_staff_do_not(database):
    with database.work() as uow:
        opened, session_id, _ = filed(uow)
    with database.work() as uow:
        row = uow.session.execute(text("SELECT text, custom FROM message WHERE sender = 'assistant'")).one()
        staff = conversations.transcript_for_staff(uow, session_id)
    assert f"είναι {opened.pin}" not in row.text and "pin" not in str(row.custom)
    assert staff[-1].text == "Έγινε! Το PIN σας είναι ••••."
    assert "pin" not in staff[-1].custom["case"]
