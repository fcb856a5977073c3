"""What a script may hold that webviews of 2017 run: the syntax of ECMAScript 5 and interfaces that were old then.

Both are lists of what is allowed, so that whatever is invented next year is refused without anybody thinking of it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import esprima

NODES = frozenset(
    """
    Program ExpressionStatement Directive BlockStatement EmptyStatement ReturnStatement BreakStatement ContinueStatement
    IfStatement SwitchStatement SwitchCase ThrowStatement TryStatement CatchClause WhileStatement DoWhileStatement
    ForStatement ForInStatement LabeledStatement FunctionDeclaration VariableDeclaration VariableDeclarator
    ThisExpression ArrayExpression ObjectExpression Property FunctionExpression UnaryExpression UpdateExpression
    BinaryExpression AssignmentExpression LogicalExpression MemberExpression
    ConditionalExpression CallExpression NewExpression SequenceExpression Identifier Literal
    RegexLiteral
    """.split()  # noqa: SIM905  # words, not a list of quotes
)
OPERATORS = frozenset(
    """
    { } ( ) [ ] . ; , < > <= >= == != === !== + - * % / ++ -- << >> >>> & | ^ ! ~ && || ? : = += -= *= /= %= <<= >>=
    >>>= &= |= ^=
    """.split()  # noqa: SIM905
)
NUMBER = re.compile(r"(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|0[xX][0-9a-fA-F]+")
NEWER_PATTERN = re.compile(r"\(\?<|\\p\{|\\u\{|\\k<|\(\?[a-z]*-?[a-z]*:(?<!\(\?:)")

GLOBALS = frozenset(
    """
    Array Boolean Date Error JSON Math Number Object RegExp String decodeURIComponent document encodeURIComponent isNaN
    NaN isFinite parseFloat parseInt undefined window XMLHttpRequest FileReader Uint8Array arguments
    """.split()  # noqa: SIM905
)
# Names that may be read of any object.
MEMBERS = frozenset(
    """
    length prototype call apply
    concat every filter forEach indexOf isArray join lastIndexOf map pop push reduce reverse shift slice some sort
    splice unshift
    charAt charCodeAt fromCharCode match replace search split substring substr test exec toLowerCase toUpperCase trim
    toString toFixed hasOwnProperty keys create
    abs ceil floor max min pow random round
    now getTime getDay getDate getMonth getFullYear UTC getUTCDay getUTCDate getUTCMonth getUTCFullYear
    parse stringify message name index lastIndex

    addEventListener removeEventListener dispatchEvent createEvent initEvent preventDefault stopPropagation
    defaultPrevented keyCode key target type
    appendChild removeChild replaceChild insertBefore cloneNode contains firstChild lastChild nextSibling
    previousSibling parentNode childNodes nodeType tagName textContent className innerHTML importNode createElement
    createTextNode createDocumentFragment createHTMLDocument implementation getElementById querySelector
    querySelectorAll
    getAttribute hasAttribute removeAttribute setAttribute id hidden title
    activeElement body documentElement head readyState
    checked disabled elements form href options selectedIndex text value src files size
    focus select scrollIntoView scrollTo offsetHeight offsetWidth

    clearTimeout setTimeout hash history localStorage location pathname search protocol
    getItem removeItem setItem
    abort onabort onerror onload onprogress open responseText send setRequestHeader status
    readAsText readAsArrayBuffer result error loaded total
    """.split()  # noqa: SIM905
)
# Names that may be used where the same script asks for them first, or catches their absence.
DETECTED = frozenset({"localStorage", "replaceState", "files", "Blob", "File", "FileReader", "content", "normalize"})


def newer_than_es5(script: str) -> list[str]:
    """Return what of a script's syntax is no ECMAScript 5, as ``line: what``; empty where all of it is."""
    program = esprima.parseScript(script, loc=True, tokens=True)
    found = [(node.loc.start.line, what) for node in _nodes(program) for what in _newer_node(node)]
    found += [(token.loc.start.line, what) for token in program.tokens for what in _newer_token(token)]
    found += [
        (one.loc.start.line, "comma before )")
        for one, following in pairwise(program.tokens)
        if (one.value, following.value) == (",", ")") and one.type == "Punctuator"
    ]
    return [f"{line}: {what}" for line, what in sorted(found)]


def unknown_interfaces(script: str, *, beside: Sequence[str] = ()) -> list[str]:
    """Return names of globals and members that are neither the scripts' own nor known to be old.

    ``beside`` are scripts of the same page, whose objects this one may use.
    """
    nodes = list(_nodes(esprima.parseScript(script)))
    others = [node for other in beside for node in _nodes(esprima.parseScript(other))]
    own = {name for node in nodes for name in _declared(node)}
    kept = {name for node in [*nodes, *others] for name in _own_members(node)}
    asked = {name for node in nodes for name in _asked_for(node)}
    known = (MEMBERS - DETECTED) | kept | (DETECTED & asked)
    globals_used = {name for node in nodes for name in _references(node)} - own - GLOBALS
    # No interface begins with a dollar sign.
    members_used = {name for node in nodes for name in _member(node) if not name.startswith("$")} - known
    return sorted(globals_used) + sorted(f".{name}" for name in members_used)


def _nodes(node: Any) -> Iterator[Any]:  # noqa: ANN401  # the parser's nodes have no types
    yield node
    for child in _children(node):
        yield from _nodes(child)


def _children(node: Any) -> Iterator[Any]:  # noqa: ANN401
    for name, value in vars(node).items():
        if name in {"loc", "tokens", "regex"}:
            continue
        for part in value if isinstance(value, list) else [value]:
            if hasattr(part, "type") and isinstance(part.type, str):
                yield part


def _newer_node(node: Any) -> Iterator[str]:  # noqa: ANN401
    if node.type not in NODES:
        yield node.type
    if node.type == "VariableDeclaration" and node.kind != "var":
        yield node.kind
    if node.type == "Property" and (node.shorthand or node.computed or node.method):
        yield "short or computed property"
    if node.type in {"FunctionDeclaration", "FunctionExpression"}:
        if node.generator or getattr(node, "isAsync", False):
            yield "generator or async function"
        if any(parameter.type != "Identifier" for parameter in node.params):
            yield "parameter with default, rest or pattern"
    if node.type == "CatchClause" and node.param is None:
        yield "catch without a name"
    if node.type in {"BlockStatement", "IfStatement"} and not getattr(node, "is_body", False):
        yield from ("function within a block" for part in _children(node) if part.type == "FunctionDeclaration")
    if node.type in {"FunctionDeclaration", "FunctionExpression"}:
        node.body.is_body = True


def _newer_token(token: Any) -> Iterator[str]:  # noqa: ANN401
    if token.type == "Punctuator" and token.value not in OPERATORS:
        yield token.value
    if token.type == "Numeric" and not NUMBER.fullmatch(token.value):
        yield token.value
    if token.type == "String" and "\\u{" in token.value:
        yield token.value
    if token.type == "RegularExpression":
        flags = token.value.rsplit("/", 1)[1]
        if NEWER_PATTERN.search(token.value) or set(flags) - set("gim"):
            yield token.value


def _declared(node: Any) -> Iterator[str]:  # noqa: ANN401
    if node.type == "VariableDeclarator":
        yield node.id.name
    if node.type in {"FunctionDeclaration", "FunctionExpression"}:
        yield from (parameter.name for parameter in node.params)
        if node.id is not None:
            yield node.id.name
    if node.type == "CatchClause":
        yield node.param.name


def _references(node: Any) -> Iterator[str]:  # noqa: ANN401
    """Identifiers that stand for a variable: names after a dot and keys of objects are none."""
    for name, value in vars(node).items():
        is_label = name in {"key", "label"} or (name == "property" and not node.computed)
        for part in value if isinstance(value, list) else [value]:
            if getattr(part, "type", None) == "Identifier" and not is_label:
                yield part.name


def _member(node: Any) -> Iterator[str]:  # noqa: ANN401
    """The name after a dot, or between brackets and quotes."""
    if node.type == "MemberExpression":
        if not node.computed:
            yield node.property.name
        elif node.property.type == "Literal" and isinstance(node.property.value, str):
            yield node.property.value


def _own_members(node: Any) -> Iterator[str]:  # noqa: ANN401
    """Names that the script gives to its own objects."""
    if node.type == "Property":
        yield str(getattr(node.key, "name", None) or node.key.value)
    if node.type == "AssignmentExpression":
        yield from _member(node.left)


def _asked_for(node: Any) -> Iterator[str]:  # noqa: ANN401
    """Names whose presence is tested, or whose absence is caught."""
    tested: list[Any] = []
    if node.type in {"IfStatement", "ConditionalExpression"}:
        tested = [node.test]
    elif node.type == "LogicalExpression":
        tested = [node.left]
    elif node.type == "UnaryExpression" and node.operator in {"!", "typeof"}:
        tested = [node.argument]
    elif node.type == "TryStatement":
        tested = [node.block]
    for part in tested:
        for inner in _nodes(part):
            yield from _member(inner)
            yield from _references(inner)
