// Leads on when a download has begun: the page behind it would otherwise look as if nothing had happened.
// The server says so by a cookie that comes with the file.  Without JavaScript a link does the same.

(function () {
  'use strict';

  var MILLISECONDS = 300;
  var BEGUN = /(^|; )slips_begun=1/;
  var form = document.querySelector('form[data-then]');

  function forget() {
    document.cookie = 'slips_begun=; Max-Age=0; path=/';
  }

  function wait() {
    if (BEGUN.test(document.cookie)) {
      forget();
      window.location.assign(form.getAttribute('data-then'));
      return;
    }
    window.setTimeout(wait, MILLISECONDS);
  }

  if (form) {
    form.addEventListener('submit', function () {
      forget();
      wait();
    });
  }
})();
