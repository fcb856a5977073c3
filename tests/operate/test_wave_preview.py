"""The survey of a draft can be looked at by operators; nothing that is sent to a preview is taken in."""

import pytest
from django.test import Client

from burden.access.scopes import Role
from burden.models import InboxItem, SubmissionKey, User, Wave
from tests.intake.small_world import COUNTY, store_catalogue, store_small_tree, store_wave
from tests.operate.test_suggestions import client_of

HOLDER, FORMS = "/operate/waves/2026Q4/preview/", "/operate/waves/2026Q4/preview/{}/"
ANSWERS = {"region_code": COUNTY, "level_code": "60", "group_count": "3", "idempotency_key": "0123456789abcdef"}


@pytest.fixture
def operator(db: None) -> Client:
    store_small_tree()
    store_catalogue()
    store_wave(state=Wave.State.DRAFT, form_no="基减01表", assurance="coded", further_fields=["change_6m"])
    return client_of(Role.OPERATOR)


def test_the_frame_leads_to_each_form_and_language(operator: Client) -> None:
    answer = operator.get(HOLDER + "?form=further&language=en")

    page = answer.content.decode()
    assert 'src="/operate/waves/2026Q4/preview/further/?language=en"' in page
    for form in ("response", "usage", "further"):
        assert f'href="?form={form}&amp;language=en"' in page
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"


def test_a_form_is_drawn_as_cadres_will_see_it_but_cannot_be_sent(operator: Client) -> None:
    answer = operator.get(FORMS.format("response"))

    page = answer.content.decode()
    assert "预览，不收答卷" in page
    assert "基减01表" in page
    assert "青禾县" in page
    assert 'id="q-code"' in page
    assert '<button class="button send" type="submit" disabled>' in page
    # The script neither keeps nor sends what a form without its wave holds.
    assert "data-wave" not in page
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("form", ["response", "usage", "further"])
def test_whatever_is_posted_to_a_preview_is_stored_nowhere(operator: Client, form: str) -> None:
    answer = operator.post(FORMS.format(form), ANSWERS | {"change_6m": "2"})

    assert answer.status_code == 200
    assert "预览，不收答卷" in answer.content.decode()
    assert not InboxItem.objects.exists()
    assert not SubmissionKey.objects.exists()


def test_places_are_found_and_the_payload_is_listed(operator: Client) -> None:
    found = operator.post(FORMS.format("response"), ANSWERS | {"region_query": "白沙", "find_region": "1"})
    assert "云汀省 澄江市 白沙县" in found.content.decode()

    listed = operator.post(FORMS.format("response"), ANSWERS | {"preview": "1"})
    assert "group_count=3" in listed.content.decode()


def test_a_language_that_is_not_offered_is_not_shown(operator: Client) -> None:
    Wave.objects.update(languages=["zh-hans"])

    assert "English" not in operator.get(HOLDER).content.decode().partition("<main")[2].partition("</main>")[0]
    page = operator.get(FORMS.format("response") + "?language=en").content.decode()
    assert '<html lang="zh-hans">' in page


def test_page_two_is_previewed_only_where_there_is_one(operator: Client) -> None:
    assert 'id="q-change_6m"' in operator.get(FORMS.format("further")).content.decode()
    Wave.objects.update(further_fields=[])

    assert operator.get(FORMS.format("further")).status_code == 404
    assert operator.get(FORMS.format("none")).status_code == 404
    assert "preview/response/" in operator.get(HOLDER + "?form=further").content.decode()


def test_a_preview_needs_an_operator_and_a_token(operator: Client) -> None:
    assert Client().get(FORMS.format("response")).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert strict.post(FORMS.format("response"), ANSWERS).status_code == 403
