/* Loads a section's scripts when somebody opens it, so that a page costs no more than what is used of it. ES5.
   <details data-scripts="first.js second.js">: loaded one after the other, once; a failure is told in the section's
   [data-scripts-failed] and the next tap tries again. Listens on the document, so a section may come later. */
(function () {
  "use strict";

  var loaded = {};
  var isLoading = false;

  function sectionOf(part) {
    while (part && part !== document) {
      if (part.hasAttribute("data-scripts")) { return part; }
      part = part.parentNode;
    }
    return null;
  }

  function isSummaryOf(part, section) {
    var summary = section.querySelector("summary");
    return Boolean(summary) && summary.contains(part);
  }

  function tellFailed(section, hasFailed) {
    var words = section.querySelector("[data-scripts-failed]");
    if (words) { words.hidden = !hasFailed; }
  }

  function load(section, addresses) {
    var address = addresses.shift();
    if (!address) { isLoading = false; return; }
    if (loaded[address]) { load(section, addresses); return; }
    var script = document.createElement("script");
    script.src = address;
    script.onload = function () {
      loaded[address] = true;
      load(section, addresses);
    };
    script.onerror = function () {
      isLoading = false;
      script.parentNode.removeChild(script);
      tellFailed(section, true);
    };
    document.head.appendChild(script);
  }

  function used(event) {
    var section = sectionOf(event.target);
    if (!section || isLoading) { return; }
    // Tabbing past the closed section is not using it.
    if (event.type === "focusin" && isSummaryOf(event.target, section)) { return; }
    isLoading = true;
    tellFailed(section, false);
    load(section, section.getAttribute("data-scripts").split(" "));
  }

  document.documentElement.className += " has-script";
  document.addEventListener("click", used);
  document.addEventListener("focusin", used);
}());
