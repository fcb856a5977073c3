// Draws the charts of a page and lets them be saved as pictures.  Everything a chart says stands in its sentence and
// table already; without this file the page is complete.
//
// <div data-figure="ID of a json_script">          drawn as soon as the page stands
// <button data-save-figure="png|svg" hidden>       beside it inside the same <figure>; shown once there is a picture

(function () {
  'use strict';

  // No base map is ever fetched from Plotly's server: there are no shapes to draw, whatever a figure asks for.
  window.PlotlyGeoAssets = window.PlotlyGeoAssets || { topojson: {} };

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

  function isNarrow(place) {
    return place.clientWidth < 480;
  }

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
    var isLong = (axis.ticktext || []).some(function (text) {
      return text.length > 6;
    });
    if (figure.data[0].type === 'heatmap' && isLong) {
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
    if (isNarrow(place)) {
      layout.margin = Object.assign({}, layout.margin, { l: 4, r: 8 });
      layout.font = Object.assign({}, layout.font, { size: 13 });
      layout.xaxis = narrowAxis(figure);
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

  function hand(blob, name) {
    var link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(function () {
      URL.revokeObjectURL(link.href);
    }, 10000);
  }

  // Plotly's own way to PNG loads the picture from a blob address, which the site's policy refuses; a data address
  // is allowed.
  function asPng(address, size) {
    var image = new Image();
    image.src = address;
    return image.decode().then(function () {
      var canvas = document.createElement('canvas');
      canvas.width = size.width * 2;
      canvas.height = size.height * 2;
      canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
      return new Promise(function (resolve) {
        canvas.toBlob(resolve, 'image/png');
      });
    });
  }

  function asSvg(address) {
    var text = decodeURIComponent(address.slice(address.indexOf(',') + 1));
    return Promise.resolve(new Blob([text], { type: 'image/svg+xml' }));
  }

  function save(place, format, name) {
    var size = { width: Math.max(place.clientWidth, 900), height: place.clientHeight };
    return window.Plotly.toImage(place, { format: 'svg', width: size.width, height: size.height })
      .then(function (address) {
        return format === 'png' ? asPng(address, size) : asSvg(address);
      })
      .then(function (blob) {
        hand(blob, name + '.' + format);
      });
  }

  function showButtons(place) {
    var frame = place.closest('figure');
    frame.querySelectorAll('[data-save-figure]').forEach(function (button) {
      button.hidden = false;
      button.addEventListener('click', function () {
        save(place, button.dataset.saveFigure, place.dataset.figure);
      });
    });
  }

  function draw(place) {
    var figure = JSON.parse(document.getElementById(place.dataset.figure).textContent);
    place.classList.add('is-drawn');
    window.Plotly.newPlot(place, figure.data, fitted(figure, place), configuration()).then(function () {
      place.on('plotly_click', follow);
      place.dataset.drawn = 'yes';
      showButtons(place);
    });
  }

  document.querySelectorAll('[data-figure]').forEach(draw);
})();
