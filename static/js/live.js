// Keeps the part of a page that is marked data-live up to date while it is marked data-live="waiting".
// The server prints it; here it is only fetched again.  Without JavaScript a link does the same.

(function () {
  'use strict';

  var MILLISECONDS = 1000;

  function look() {
    fetch(window.location.href, { credentials: 'same-origin' })
      .then(function (response) {
        if (!response.ok) {
          throw new Error(String(response.status));
        }
        return response.text();
      })
      .then(function (text) {
        var fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('[data-live]');
        var shown = document.querySelector('[data-live]');
        if (!fresh || !shown) {
          // The session has ended: the page itself says so.
          window.location.reload();
          return;
        }
        if (fresh.outerHTML !== shown.outerHTML) {
          put(fresh, shown);
        }
        again();
      })
      .catch(again);
  }

  // Whoever stands on a link that is still there stays on it.
  function put(fresh, shown) {
    var left = shown.contains(document.activeElement) ? document.activeElement.outerHTML : null;
    shown.replaceWith(document.adoptNode(fresh));
    Array.prototype.forEach.call(fresh.querySelectorAll('a, button, input'), function (control) {
      if (control.outerHTML === left) {
        control.focus();
      }
    });
  }

  function again() {
    if (document.querySelector('[data-live="waiting"]')) {
      window.setTimeout(look, MILLISECONDS);
    }
  }

  again();
})();
