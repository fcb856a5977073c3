/* Loads a section's scripts when somebody opens it, so that a page costs no more than what is used of it. ES5.
   <details data-scripts="one.js other.js last.js">: the last begins when the others, in any order, are there; each is loaded
   once. [data-scripts-loading] and [data-scripts-failed] of the section say how it goes; after a failure the next tap tries
   again. Listens on the document, so a section may come later. */
(function () {
  "use strict";

  if (window.loadsOnDemand) { return; }
  window.loadsOnDemand = true;

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

  /* Shows the sentence that fits, "loading" or "failed", or none. */
  function tell(section, state) {
    ["loading", "failed"].forEach(function (name) {
      section.querySelector("[data-scripts-" + name + "]").hidden = name !== state;
    });
  }

  function fetchScript(address, then, failed) {
    var script = document.createElement("script");
    script.src = address;
    script.onload = function () {
      loaded[address] = true;
      then();
    };
    script.onerror = function () {
      script.parentNode.removeChild(script);
      failed();
    };
    document.head.appendChild(script);
  }

  /* Fetches what is missing at the same time; tells at the end whether all of it came. */
  function fetchAll(addresses, then) {
    var missing = addresses.filter(function (address) { return !loaded[address]; });
    var left = missing.length;
    var hasFailed = false;
    function one() {
      left -= 1;
      if (!left) { then(!hasFailed); }
    }
    if (!left) { then(true); }
    missing.forEach(function (address) {
      fetchScript(address, one, function () {
        hasFailed = true;
        one();
      });
    });
  }

  function load(section) {
    var addresses = section.getAttribute("data-scripts").split(" ");
    function end(isLoaded) {
      isLoading = false;
      tell(section, isLoaded ? "" : "failed");
    }
    isLoading = true;
    tell(section, "loading");
    fetchAll(addresses.slice(0, -1), function (isLoaded) {
      if (isLoaded) { fetchAll(addresses.slice(-1), end); } else { end(false); }
    });
  }

  function used(event) {
    var section = sectionOf(event.target);
    if (!section || isLoading) { return; }
    // Tabbing past the closed section is not using it.
    if (event.type === "focusin" && isSummaryOf(event.target, section)) { return; }
    load(section);
  }

  document.documentElement.className += " has-script";
  document.addEventListener("click", used);
  document.addEventListener("focusin", used);
}());
