"""The pages where an operator keeps the rules: the list, one rule with its history, a look before it is stored."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from burden.access.scopes import Viewer
from burden.domain.rule_book import RULE_BY_CODE, RULE_CLASS_NAMES, Rule
from burden.domain.rule_thresholds import thresholds_of
from burden.domain.rules_in_force import RuleInForce, as_in_the_book
from burden.domain.sentences import said
from burden.models import RuleRevision
from burden.operate.rules.form import RuleForm, initial_of
from burden.operate.rules.places import place_choices, province_names, provinces_to_choose
from burden.operate.rules.revisions import (
    RuleOvertakenError,
    RuleRefusedError,
    change_rule,
    check_state,
    history_of_rule,
    state_of,
)
from burden.operate.rules.words import change_lines, changes_since, place_words
from burden.operate.two_wordings import in_words
from burden.operate.views import operators_only
from burden.reports.findings.rules import rule_of, rules_in_force

BAD_REQUEST = 400


@require_safe
@never_cache
@operators_only
def rules(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # by the role
    """List the rules in force with where they count and in which state they are."""
    known, names = rules_in_force(), province_names()
    lines = [
        {
            "rule": rule,
            "text": in_words(rule.zh, rule.en),
            "class": in_words(*RULE_CLASS_NAMES[rule.rule_class]),
            "where": place_words(rule.where.value, rule.provinces, names),
            "is_changed": state_of(rule) != state_of(as_in_the_book(rule.rule)),
        }
        for rule in known.rules
    ]
    return render(request, "operate/rules.html", {"section": "operate", "version": known.version, "lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def rule(request: HttpRequest, code: str, *, viewer: Viewer) -> HttpResponse:
    """Show one rule with its history and the form; say what a change would do; store it."""
    if code not in RULE_BY_CODE:
        raise Http404
    current, names, history = rules_in_force().by_code[code], province_names(), history_of_rule(code)
    provinces = provinces_to_choose(current, names)
    initial = initial_of(_asked_for(request, current, history)) | {"seen": _newest(history)}
    form = RuleForm(request.POST or None, rule=current, provinces=provinces, initial=initial)
    context = _context(current, names) | {"form": form}
    if request.method == "POST" and form.is_valid():
        if "confirmed" in request.POST and _stored(form, current, viewer):
            messages.success(request, _("记下了。从下一次发布起用。"))
            return redirect("operate:rule", code=code)
        lines = _previewed(form, current, names) if "back" not in request.POST and not form.errors else ()
        if lines:
            kept = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
            kept = [(name, value) for name, value in kept if name in form.fields]
            return render(request, "operate/rule_confirm.html", context | {"changes": lines, "kept": kept})
    context["places"] = place_choices(form, provinces)
    context["numbers"] = [form[threshold.name] for threshold in thresholds_of(current.rule)]
    context["history"] = _history(current.rule, history_of_rule(code), names)
    return render(request, "operate/rule.html", context, status=BAD_REQUEST if form.errors else 200)


def _asked_for(request: HttpRequest, current: RuleInForce, history: Sequence[RuleRevision]) -> RuleInForce:
    """Return the state that the form is to begin with: as in force, as the program brings it, or as in a version."""
    if "default" in request.GET:
        return as_in_the_book(current.rule)
    version = request.GET.get("version", "")
    return next((rule_of(current.rule, row) for row in history if str(row.version) == version), current)


def _previewed(form: RuleForm, current: RuleInForce, names: dict[str, str]) -> tuple[str, ...]:
    """Return what the change would do; what is wrong with it, or that there is none, goes to the form."""
    state = form.state()
    try:
        check_state(current.rule, state)
    except RuleRefusedError as refusal:
        form.add_error(refusal.field, said(refusal.sentence, _))
        return ()
    lines = tuple(change_lines(current, state, names))
    if not lines:
        form.add_error(None, _("没有改动，不用保存。"))
    return lines


def _stored(form: RuleForm, current: RuleInForce, viewer: Viewer) -> bool:
    data = form.cleaned_data
    try:
        change_rule(current.rule, form.state(), reason=data["reason"], email=viewer.email, seen=data["seen"] or 0)
    except RuleOvertakenError:
        form.add_error(None, _("刚才已有人改过这条规则。请看过下面的记录，再改。"))
        form.see_again(_newest(history_of_rule(current.code)))
    except RuleRefusedError as refusal:
        form.add_error(refusal.field, said(refusal.sentence, _))
    else:
        return True
    return False


def _newest(history: Sequence[RuleRevision]) -> int:
    """Return the version of the rule's newest state, 0 where it was never stored."""
    return history[0].version if history else 0


def _history(
    rule: Rule, rows: Sequence[RuleRevision], names: Mapping[str, str]
) -> list[tuple[RuleRevision, tuple[str, ...]]]:
    """Return each version, the newest first, with what it has otherwise than the one before."""
    states = [state_of(rule_of(rule, row)) for row in rows]
    changed = [tuple(changes_since(before, after, rule, names)) for after, before in pairwise(states)]
    return list(zip(rows, [*changed, ()][: len(rows)], strict=True))


def _context(current: RuleInForce, names: dict[str, str]) -> dict[str, Any]:
    return {
        "section": "operate",
        "rule": current,
        "text": in_words(current.zh, current.en),
        "class": in_words(*RULE_CLASS_NAMES[current.rule_class]),
        "where": place_words(current.where.value, current.provinces, names),
    }
