"""The survey's scripts run on phones of 2017: parsed as such, and the check itself is seen to catch."""

import re
from pathlib import Path

import pytest

from config import survey_script
from tests.old_phones import newer_than_es5, unknown_interfaces

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates" / "intake"
NAMES = sorted({name for path in TEMPLATES.glob("*.html") for name in re.findall(r"js/[\w.-]+\.js", path.read_text())})


def test_the_served_script_is_made_from_its_sources() -> None:
    assert survey_script.SERVED.read_text() == survey_script.joined(), "type make script"


def test_the_survey_script_is_among_those_checked() -> None:
    assert "js/survey.js" in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_survey_scripts_are_ecmascript_5(name: str) -> None:
    assert newer_than_es5((ROOT / "static" / name).read_text()) == []


@pytest.mark.parametrize("name", NAMES)
def test_survey_scripts_use_old_interfaces_only(name: str) -> None:
    beside = [(ROOT / "static" / other).read_text() for other in NAMES if other != name]
    assert unknown_interfaces((ROOT / "static" / name).read_text(), beside=beside) == []


@pytest.mark.parametrize(
    "newer",
    [
        "let a = 1;",
        "const a = 1;",
        "var f = () => 1;",
        "var a = `b`;",
        "class A {}",
        "function f(a = 1) {}",
        "function f(...a) {}",
        "function f(a, b,) {}",
        "f(a,);",
        "f(...a);",
        "var {a} = b;",
        "var a = {b};",
        "var a = {b() {}};",
        "var a = {[b]: 1};",
        "var a = {...b};",
        "for (var a of b) {}",
        "function* f() {}",
        "async function f() {}",
        "a?.b;",
        "a ?? b;",
        "a ** b;",
        "a ||= b;",
        "try {} catch {}",
        "var a = 0b11;",
        "var a = 1_000;",
        "var a = /(?<=b)c/;",
        "var a = /(?<b>c)/;",
        "var a = /b/u;",
        "var a = '\\u{1F600}';",
        "if (a) { function f() {} }",
    ],
)
def test_the_check_sees_newer_syntax(newer: str) -> None:
    assert newer_than_es5(newer) != []


@pytest.mark.parametrize(
    ("newer", "name"),
    [
        ("fetch('/');", "fetch"),
        ("new Promise(f);", "Promise"),
        ("var a = new Map();", "Map"),
        ("new URLSearchParams('');", "URLSearchParams"),
        ("Array.from([]);", ".from"),
        ("[1].includes(1);", ".includes"),
        ("Object.assign({}, {});", ".assign"),
        ("document.body.closest('a');", ".closest"),
        ("'a'.replaceAll('a', 'b');", ".replaceAll"),
        ("'a'['padStart'](2);", ".padStart"),
        ("document.body.remove();", ".remove"),
        ("window.localStorage.setItem('a', 'b');", ".localStorage"),
        ("window.history.replaceState(null, '', '');", ".replaceState"),
    ],
)
def test_the_check_sees_newer_interfaces(newer: str, name: str) -> None:
    assert name in unknown_interfaces(newer)


def test_the_check_lets_pass_what_is_asked_for_first() -> None:
    asked = "if (window.history.replaceState) { window.history.replaceState(null, '', ''); }"
    assert unknown_interfaces(asked) == []
    assert unknown_interfaces("try { window.localStorage.getItem('a'); } catch (error) { window.name = ''; }") == []


def test_the_check_lets_old_script_pass() -> None:
    old = "(function () { 'use strict'; var a = {get: 1, 'b': [1, 2]}; try { a.b.map(function (c) { return c; }); }"
    old += " catch (error) { throw error; } }());"
    assert (newer_than_es5(old), unknown_interfaces(old)) == ([], [])
