"""A walk through a page by the Tab key."""

from typing import Final

from playwright.sync_api import Page

# Everything that a person may go to, in the order of the page; of radio buttons of one question, the question.
STOPS: Final = """
() => {
  const controls = 'a[href], button, input, select, textarea, summary, iframe, [role=button], [role=link]';
  const first = e => e.type === 'radio' && e.name
    ? document.querySelector(`input[type=radio][name="${CSS.escape(e.name)}"]:not([disabled])`) : e;
  window.stopOf = first;
  window.stops = [...document.querySelectorAll(`${controls}, [tabindex]`)]
    .filter(e => e.tabIndex >= 0 || e.matches(controls))
    .filter(e => !e.disabled && e.type !== 'hidden' && first(e) === e && !e.closest('[aria-hidden=true]'))
    .filter(e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length);
  return stops.map(e => e.outerHTML.slice(0, 120));
}
"""
# Where the focus is: its number among the stops, whether it is seen there, and what covers it.
FOCUS: Final = """
() => {
  const e = document.activeElement;
  if (e === document.body || e === document.documentElement || e.id === 'main') return null;
  const drawn = x => {
    const style = x && getComputedStyle(x);
    return !!style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  };
  // A control that is drawn by its neighbour shows its focus there, a page within the page within itself.
  const shown = e.matches('iframe') || [e, e.nextElementSibling, e.parentElement].some(drawn);
  const box = e.getClientRects()[0];
  const inside = (low, high, most) => Math.min(Math.max((Math.max(low, 0) + Math.min(high, most)) / 2, 0), most - 1);
  const top = document.elementFromPoint(
    inside(box.left, box.right, innerWidth), inside(box.top, box.bottom, innerHeight));
  const free = !!top && (e.contains(top) || top.contains(e) || (e.closest('label') || e).contains(top));
  const within = box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight;
  return {
    place: stops.indexOf(stopOf(e)), shown, free: free && within,
    skips: e.matches('.skip') || !document.querySelector('nav'),
    what: e.outerHTML.slice(0, 120), over: top ? top.outerHTML.slice(0, 80) : '',
  };
}
"""
# A page may begin in the field that people come to fill in; the walk begins before everything.
BEGIN: Final = "() => { document.body.tabIndex = -1; document.body.focus(); }"
PRESSES_A_STOP: Final = 6  # a field of a date has one for year, month, day and the calendar
PRESSES_WITHIN: Final = 300  # in a page within the page


def walk(page: Page) -> list[str]:
    """Press Tab from the beginning of the page until it is left; return what went wrong on the way.

    That is what was not reached in its turn, was reached without being seen, or lay under something else, and a page
    with a navigation that does not begin with a way round it.
    """
    page.evaluate(BEGIN)
    stops = page.evaluate(STOPS)
    met: list[int] = []
    wrong: list[str] = []
    for _ in range(PRESSES_A_STOP * len(stops) + PRESSES_WITHIN):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None or (met and focus["place"] == met[0] != met[-1]):
            break
        if focus["place"] < 0 or (met and met[-1] == focus["place"]):
            continue
        if not met and not focus["skips"]:
            wrong.append("no way round")
        met.append(focus["place"])
        if not focus["shown"]:
            wrong.append(f"unseen: {focus['what']}")
        if not focus["free"]:
            wrong.append(f"covered: {focus['what']} under {focus['over']}")
    return wrong + [f"not reached: {what}" for place, what in enumerate(stops) if place not in met]
