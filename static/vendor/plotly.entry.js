// The trace types that the charts draw, and no others; the core brings `scatter`.
import Plotly from 'plotly.js/lib/core';
import bar from 'plotly.js/lib/bar';
import box from 'plotly.js/lib/box';
import heatmap from 'plotly.js/lib/heatmap';
import simplified from 'plotly.js/lib/locales/zh-cn';
import traditional from 'plotly.js/lib/locales/zh-tw';

Plotly.register([bar, box, heatmap, simplified, traditional]);

export default Plotly;
