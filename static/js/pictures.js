// Makes a picture of a chart that can stand alone: title, sentence, chart, legend and where the numbers come from.
// Offers window.Pictures.save(figure element, figure, format).  Nothing leaves the browser.

(function () {
  'use strict';

  var WIDTH = 900;
  var EDGE = 24;
  var INK = '#1c2733';
  var INK_SOFT = '#4c5967';
  var brush = document.createElement('canvas').getContext('2d');

  function textOf(element) {
    return element ? element.textContent.replace(/\s+/g, ' ').trim() : '';
  }

  // Latin words stay whole, Chinese breaks anywhere but before a closing mark.
  function linesOf(text, font) {
    var lines = [''];
    brush.font = font;
    (text.match(/[\x21-\x7e]+ ?|[^\x21-\x7e][，。；：、）”]*/g) || []).forEach(function (piece) {
      var longer = lines[lines.length - 1] + piece;
      if (brush.measureText(longer).width > WIDTH - 2 * EDGE && lines[lines.length - 1]) {
        lines.push(piece);
      } else {
        lines[lines.length - 1] = longer;
      }
    });
    return lines;
  }

  // Writes paragraphs below each other from `top`; returns where the next thing may begin.
  function write(picture, paragraphs, family, top) {
    var namespace = picture.namespaceURI;
    paragraphs.forEach(function (paragraph) {
      linesOf(paragraph.text, paragraph.weight + ' ' + paragraph.size + 'px ' + family).forEach(function (line) {
        var element = document.createElementNS(namespace, 'text');
        top += paragraph.size * 1.5;
        element.setAttribute('x', EDGE);
        element.setAttribute('y', top - paragraph.size * 0.35);
        element.setAttribute('font-family', family);
        element.setAttribute('font-size', paragraph.size);
        element.setAttribute('font-weight', paragraph.weight);
        element.setAttribute('fill', paragraph.colour);
        element.textContent = line;
        picture.appendChild(element);
      });
    });
    return top;
  }

  function above(frame) {
    return [
      { text: textOf(frame.querySelector('h2')), size: 22, weight: 600, colour: INK },
      { text: textOf(frame.querySelector('.figure-sentence')), size: 15, weight: 400, colour: INK },
    ];
  }

  function below(frame) {
    var lines = Array.from(frame.querySelectorAll('.legend-line')).map(textOf);
    return lines.concat(frame.dataset.source).map(function (text) {
      return { text: text, size: 13, weight: 400, colour: INK_SOFT };
    });
  }

  function compose(frame, figure, chart) {
    var family = figure.layout.font.family;
    var picture = document.createElementNS(chart.namespaceURI, 'svg');
    var ground = document.createElementNS(chart.namespaceURI, 'rect');
    picture.appendChild(ground);
    var top = write(picture, above(frame), family, EDGE * 0.5) + 8;
    chart.setAttribute('y', top);
    picture.appendChild(chart);
    var height = write(picture, below(frame), family, top + figure.layout.height) + EDGE * 0.5;
    [picture, ground].forEach(function (element) {
      element.setAttribute('width', WIDTH);
      element.setAttribute('height', height);
    });
    ground.setAttribute('fill', '#ffffff');
    picture.setAttribute('viewBox', '0 0 ' + WIDTH + ' ' + height);
    return { text: new XMLSerializer().serializeToString(picture), height: height };
  }

  function drawn(figure) {
    return window.Plotly.toImage(
      { data: figure.data, layout: figure.layout },
      { format: 'svg', width: WIDTH, height: figure.layout.height }
    ).then(function (address) {
      var text = decodeURIComponent(address.slice(address.indexOf(',') + 1));
      return document.importNode(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement, true);
    });
  }

  // Plotly's own way to PNG loads the picture from a blob address, which the site's policy refuses; a data address
  // is allowed.
  function asPng(picture) {
    var image = new Image();
    image.src = 'data:image/svg+xml,' + encodeURIComponent(picture.text);
    return image.decode().then(function () {
      var canvas = document.createElement('canvas');
      canvas.width = WIDTH * 2;
      canvas.height = picture.height * 2;
      canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
      return new Promise(function (resolve) {
        canvas.toBlob(resolve, 'image/png');
      });
    });
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

  function save(frame, figure, format) {
    return drawn(figure)
      .then(function (chart) {
        var picture = compose(frame, figure, chart);
        return format === 'png' ? asPng(picture) : new Blob([picture.text], { type: 'image/svg+xml' });
      })
      .then(function (blob) {
        hand(blob, 'figure-' + frame.id + '.' + format);
      });
  }

  window.Pictures = { save: save };
})();
