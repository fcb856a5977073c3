// Draws the charts of a page by Plotly, in light or dark as the reader's device is, and opens them to touch and keyboard.
// The server has drawn each of them already, and what a chart says stands in its sentence and table; without this file
// the page is complete.  So Plotly is loaded once the page stands, and draws what comes near the screen.
//
// <script src="figures.js" data-plotly="address">
// <div data-figure="ID of a json_script">          takes the place of the .drawing before it
// <button data-save-figure="png|svg" hidden>       beside it inside the same <figure>; shown once there is a picture

(function () {
  'use strict';

  // No base map is ever fetched from Plotly's server: there are no shapes to draw, whatever a figure asks for.
  window.PlotlyGeoAssets = window.PlotlyGeoAssets || { topojson: {} };

  var PLOTLY = document.currentScript.dataset.plotly;
  var NEAR = '50% 0px'; // above and below the screen, of its height
  var LOCALES = { 'zh-hans': 'zh-CN', 'zh-hant': 'zh-TW', en: 'en' };

  // The one place that configures Plotly.  Nothing in it may send a chart anywhere.
  function configuration() {
    return {
      showSendToCloud: false,
      plotlyServerURL: '',
      displaylogo: false,
      displayModeBar: false,
      showTips: false,
      scrollZoom: false,
      doubleClick: false,
      editable: false,
      staticPlot: false,
      responsive: true,
      locale: LOCALES[document.documentElement.lang] || 'zh-CN',
    };
  }

  var narrow = window.matchMedia('(max-width: 40rem)'); // as in the style sheet, which fits the server's drawing

  // Of many dates only some have their names beside them, the last one always.
  function everyFew(axis, most) {
    var last = axis.tickvals.length - 1;
    var step = Math.ceil((last + 1) / most);
    function isKept(value, place) {
      return (last - place) % step === 0;
    }
    return { tickvals: axis.tickvals.filter(isKept), ticktext: axis.ticktext.filter(isKept) };
  }

  // Long names over narrow columns are turned; of names under narrow bars some are left out.
  function narrowAxis(figure) {
    var axis = Object.assign({}, figure.layout.xaxis);
    if (figure.layout.meta) {
      axis.tickangle = -90;
    }
    if (figure.data[0].type === 'bar') {
      axis.nticks = 4;
    }
    if (axis.type === 'date') {
      Object.assign(axis, everyFew(axis, 4));
    }
    return axis;
  }

  // On a phone names and numbers come closer together; values and colours stay.
  function fitted(figure, place) {
    var layout = Object.assign({}, figure.layout);
    if (narrow.matches) {
      layout.margin = Object.assign({}, layout.margin, { l: 4, r: 8 });
      layout.font = Object.assign({}, layout.font, { size: 13 });
      layout.xaxis = narrowAxis(figure);
      layout.height += layout.meta ? layout.meta.turned : 0;
    }
    return layout;
  }

  function follow(event) {
    var point = event.points && event.points[0];
    var address = point && point.customdata && point.customdata.href;
    if (typeof address === 'string' && address.charAt(0) === '/' && address.charAt(1) !== '/') {
      window.location.assign(address);
    }
  }

  // ── By keyboard: arrows go from mark to mark, Enter follows one ──────────────────────────────────────────────

  function marksOf(figure) {
    var marks = [];
    figure.data.forEach(function (trace, curve) {
      if (trace.hoverinfo === 'skip') {
        return;
      }
      if (trace.type === 'heatmap') {
        trace.z.forEach(function (row, y) {
          row.forEach(function (value, x) {
            if (value !== null) {
              marks.push({ curveNumber: curve, pointNumber: [y, x], customdata: trace.customdata[y][x] });
            }
          });
        });
        return;
      }
      (trace.x || trace.y || []).forEach(function (value, point) {
        var customdata = trace.customdata && trace.customdata[point];
        marks.push({ curveNumber: curve, pointNumber: point, customdata: customdata });
      });
    });
    return marks;
  }

  function openToKeyboard(place) {
    var slot = place.parentElement;
    var id = place.closest('figure').id;
    var marks = null; // read from the figure at the first arrow: few readers press one
    var at = -1;
    function isDrawn() {
      return place.dataset.drawn === 'yes';
    }
    slot.removeAttribute('aria-hidden');
    slot.setAttribute('role', 'img');
    slot.setAttribute('aria-labelledby', id + '-title');
    slot.setAttribute('aria-describedby', id + '-sentence');
    if (document.getElementById(id + '-table')) {
      slot.setAttribute('aria-details', id + '-table');
    }
    slot.tabIndex = 0;
    slot.addEventListener('keydown', function (event) {
      var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!isDrawn()) {
        return;
      }
      if (step) {
        event.preventDefault();
        marks = marks || marksOf(figureOf(place));
        if (!marks.length) {
          return;
        }
        at = (at + step + marks.length) % marks.length;
        window.Plotly.Fx.hover(place, [marks[at]]);
      } else if (event.key === 'Enter' && at >= 0) {
        follow({ points: [marks[at]] });
      } else if (event.key === 'Escape') {
        window.Plotly.Fx.unhover(place);
      }
    });
    slot.addEventListener('blur', function () {
      if (isDrawn()) {
        window.Plotly.Fx.unhover(place);
      }
    });
  }

  // ── Light, dark and on paper ─────────────────────────────────────────────────────────────────────────────────

  var darkScheme = window.matchMedia('(prefers-color-scheme: dark)');

  // The dark counterpart of every colour of the charts (burden/dashboards/figure_style.py); what stands on the scale
  // of a heatmap has none, for the scale stays as it is.
  var DARK = {
    '#1c2733': '#e4e9ee',
    '#4c5967': '#b4bfca',
    '#e3e7eb': '#313c47',
    '#ffffff': '#19222b',
    '#a9b4be': '#566471',
    '#0b5394': '#6db3f2',
    '#dfe3e7': '#313c47',
    'rgba(118,118,118,0.16)': 'rgba(190,190,190,0.2)',
    'rgba(118,118,118,0.24)': 'rgba(190,190,190,0.3)',
    '#0072B2': '#56B4E9',
    '#767676': '#a6a6a6',
    '#D55E00': '#E69F00',
  };

  function darkened(value) {
    if (typeof value === 'string') {
      return DARK[value] || value;
    }
    if (Array.isArray(value)) {
      return value.map(darkened);
    }
    if (value && typeof value === 'object') {
      return Object.keys(value).reduce(function (changed, name) {
        changed[name] = darkened(value[name]);
        return changed;
      }, {});
    }
    return value;
  }

  function show(place, figure, isDark) {
    var shown = isDark ? darkened(figure) : figure;
    return window.Plotly.react(place, shown.data, fitted(shown, place), configuration());
  }

  function showButtons(place) {
    var frame = place.closest('figure');
    frame.querySelectorAll('[data-save-figure]').forEach(function (button) {
      button.hidden = false;
      button.addEventListener('click', function () {
        window.Pictures.save(frame, figureOf(place), button.dataset.saveFigure);
      });
    });
  }

  // Plotly writes into what it draws; each drawing gets a figure of its own.
  function figureOf(place) {
    return JSON.parse(document.getElementById(place.dataset.figure).textContent);
  }

  function draw(place) {
    function again() {
      show(place, figureOf(place), darkScheme.matches);
    }
    place.classList.add('is-drawn');
    return show(place, figureOf(place), darkScheme.matches).then(function () {
      place.previousElementSibling.remove();
      place.on('plotly_click', follow);
      place.dataset.drawn = 'yes';
      showButtons(place);
      darkScheme.addEventListener('change', again);
      narrow.addEventListener('change', again);
      window.addEventListener('beforeprint', function () {
        show(place, figureOf(place), false);
      });
      window.addEventListener('afterprint', again);
    });
  }

  // ── When ─────────────────────────────────────────────────────────────────────────────────────────────────────

  var loading = null;

  // What was lost on the way is asked for again by the next chart that comes near.
  function loadPlotly() {
    loading =
      loading ||
      new Promise(function (resolve, reject) {
        var script = document.createElement('script');
        script.src = PLOTLY;
        script.onload = resolve;
        script.onerror = function () {
          loading = null;
          script.remove();
          reject(new Error('plotly: not loaded'));
        };
        document.head.appendChild(script);
      });
    return loading;
  }

  // After the browser has painted; in a tab that nobody looks at it paints nothing, so not much later.
  function oncePainted() {
    return new Promise(function (resolve) {
      var timer = window.setTimeout(resolve, 250);
      window.requestAnimationFrame(function () {
        window.clearTimeout(timer);
        window.setTimeout(resolve, 0);
      });
    });
  }

  // One after the other, each painted before the next is begun: between two of them the page scrolls and answers.
  var lastDrawn = Promise.resolve();

  function drawInTurn(place) {
    function drawNow() {
      nearing.unobserve(place.parentElement);
      return place.classList.contains('is-drawn') || draw(place);
    }
    // What goes wrong with one is told, the server's drawing of it stays, and the next is drawn all the same.
    function tell(error) {
      place.classList.toggle('is-drawn', place.dataset.drawn === 'yes');
      if (!window.Plotly) {
        // Near it may stay: it is looked at anew when the line is back.
        window.addEventListener(
          'online',
          function () {
            nearing.unobserve(place.parentElement);
            nearing.observe(place.parentElement);
          },
          { once: true }
        );
      }
      window.setTimeout(function () {
        throw error;
      });
    }
    lastDrawn = lastDrawn.then(oncePainted).then(loadPlotly).then(drawNow).catch(tell);
  }

  var nearing = new IntersectionObserver(
    function (entries) {
      entries.forEach(function (entry) {
        if (entry.isIntersecting) {
          drawInTurn(entry.target.querySelector('[data-figure]'));
        }
      });
    },
    { rootMargin: NEAR }
  );

  document.querySelectorAll('[data-figure]').forEach(function (place) {
    openToKeyboard(place);
    nearing.observe(place.parentElement);
  });
})();
