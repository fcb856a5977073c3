// Small helps of a page of figures: copy its address, open all its tables, print it.  Without this file the address can
// be copied by hand, each table opened by itself, and the browser prints.

(function () {
  'use strict';

  function each(selector, work) {
    document.querySelectorAll(selector).forEach(work);
  }

  function offer(selector, onClick) {
    each(selector, function (button) {
      button.hidden = false;
      button.addEventListener('click', function () {
        onClick(button);
      });
    });
  }

  function say(which) {
    var status = document.querySelector('[data-copied]');
    status.textContent = status.dataset[which];
  }

  // Where the browser does not let a page write to the clipboard, the address is selected for the reader's own hand.
  function copy(field) {
    function byHand() {
      field.focus();
      field.select();
      say('byHand');
    }
    if (!navigator.clipboard) {
      byHand();
      return;
    }
    navigator.clipboard.writeText(field.value).then(function () {
      say('done');
    }, byHand);
  }

  offer('[data-copy]', function (button) {
    copy(document.getElementById(button.dataset.copy));
  });
  offer('[data-open-tables]', function () {
    var folded = Array.from(document.querySelectorAll('details')).filter(function (details) {
      return details.querySelector('table');
    });
    folded.forEach(function (details) {
      details.open = true;
    });
    if (folded.length) {
      folded[0].scrollIntoView();
    }
  });
  offer('[data-print]', function () {
    window.print();
  });
})();
