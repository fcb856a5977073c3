// Checks that run in the page under test, each giving a list of what is wrong, in words.
window.checks = (function () {
  function shown(element) {
    return element.checkVisibility({ opacityProperty: false, visibilityProperty: true })
      && !element.closest('.visually-hidden, [aria-hidden="true"], [hidden]');
  }

  function named(element) {
    return (element.tagName + ' ' + (element.name || element.id || '') + ' ' + element.textContent.trim().slice(0, 20)).trim();
  }

  // The part of the screen that a finger may hit: the control and its labels.
  function target(control) {
    var boxes = [control].concat(Array.from(control.labels || [])).map(function (part) { return part.getBoundingClientRect(); });
    var left = Math.min.apply(null, boxes.map(function (box) { return box.left; }));
    var top = Math.min.apply(null, boxes.map(function (box) { return box.top; }));
    return {
      width: Math.max.apply(null, boxes.map(function (box) { return box.right; })) - left,
      height: Math.max.apply(null, boxes.map(function (box) { return box.bottom; })) - top
    };
  }

  // The one exception: a link within a sentence.
  function isInSentence(control) {
    var holder = control.parentElement;
    return control.tagName === 'A' && getComputedStyle(control).display === 'inline'
      && holder.textContent.trim().length > control.textContent.trim().length;
  }

  function smallTargets() {
    return Array.from(document.querySelectorAll('a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex="0"]'))
      .filter(shown)
      .filter(function (control) { return !isInSentence(control) && !control.matches('.table-scroll'); })
      .map(function (control) { return { control: control, box: target(control) }; })
      .filter(function (one) { return one.box.width < 44 || one.box.height < 44; })
      .map(function (one) { return named(one.control) + ' ' + Math.round(one.box.width) + 'x' + Math.round(one.box.height); });
  }

  // Text that leaves the screen or a box that cuts it off; tables that scroll by themselves may be wider.
  function clippedTexts() {
    var wrong = [];
    var walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      var holder = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || !shown(holder) || holder.closest('.table-scroll, .skip, select, script')) { continue; }
      var range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      var box = range.getBoundingClientRect();
      if (box.right > document.documentElement.clientWidth + 1 || box.left < -1) { wrong.push('outside: ' + named(holder)); }
      for (var part = holder; part !== document.body; part = part.parentElement) {
        var style = getComputedStyle(part);
        var limit = part.getBoundingClientRect();
        if (style.overflowX !== 'visible' && box.right > limit.right + 1) { wrong.push('cut at the side: ' + named(holder)); }
        if (style.overflowY !== 'visible' && box.bottom > limit.bottom + 1) { wrong.push('cut below: ' + named(holder)); }
      }
    }
    return wrong.concat(cutFields());
  }

  // What stands in a field must fit in it. (A list cuts what is chosen; opened, it shows all of it.)
  function cutFields() {
    var pen = document.createElement('canvas').getContext('2d');
    return Array.from(document.querySelectorAll('input[type="text"], input:not([type])')).filter(shown).filter(function (field) {
      var style = getComputedStyle(field);
      var room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      pen.font = style.font;
      return pen.measureText(field.value).width > room + 1;
    }).map(function (field) { return 'cut in its field: ' + named(field); });
  }

  function movingThings() {
    return Array.from(document.querySelectorAll('*')).filter(function (element) {
      var style = getComputedStyle(element);
      return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0.01 || style.scrollBehavior === 'smooth';
    }).map(named);
  }

  return { smallTargets: smallTargets, clippedTexts: clippedTexts, movingThings: movingThings };
}());
