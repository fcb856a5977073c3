// Opens every folded table before the page is printed, and folds it again afterwards.

(function () {
  'use strict';

  var opened = [];

  window.addEventListener('beforeprint', function () {
    opened = Array.from(document.querySelectorAll('details:not([open])'));
    opened.forEach(function (details) {
      details.open = true;
    });
  });
  window.addEventListener('afterprint', function () {
    opened.forEach(function (details) {
      details.open = false;
    });
  });
})();
