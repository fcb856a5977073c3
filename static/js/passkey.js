// Says beside the button that a passkey did not work; allauth's script only writes it to the console.
document.addEventListener('allauth.error', function (event) {
  var words = document.querySelector('[data-passkey-failed]');
  if (words) {
    words.hidden = false;
    event.preventDefault();
  }
});
