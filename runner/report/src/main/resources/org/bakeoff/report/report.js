'use strict';
// Draws the charts. Whatever isn't a chart works without this script.
(() => {
  const ink = { labelColor: 'currentColor', titleColor: 'currentColor', labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal' };
  const config = {
    background: null,
    aria: false,
    font: getComputedStyle(document.body).fontFamily,
    view: { stroke: null },
    axis: { ...ink, domainColor: 'currentColor', tickColor: 'currentColor', domainOpacity: 0.4, tickOpacity: 0.4, gridColor: 'currentColor', gridOpacity: 0.12, labelLimit: 170 },
    axisX: { tickCount: 4, labelOverlap: 'greedy' },
    legend: { disable: true },
    rule: { stroke: 'currentColor' },
    point: { color: 'currentColor' },
    line: { color: 'currentColor' },
    text: { color: 'currentColor' },
  };
  // In ast mode Vega interprets its expressions, which needs no permission to evaluate code.
  const options = {
    mode: 'vega-lite', ast: true, actions: false, defaultStyle: false, renderer: 'svg', config,
    tooltip: { disableDefaultStyle: true },
  };
  const draw = (chart) => {
    const specification = JSON.parse(document.getElementById(chart.dataset.chart).textContent);
    return vegaEmbed(chart, specification, options)
      .then(() => { chart.dataset.drawn = 'yes'; });
  };
  // A folded chart has no width to be drawn in.
  const folded = [...document.querySelectorAll('details.topic:not([open])')];
  folded.forEach((topic) => { topic.open = true; });
  const show = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const topic = target && (target.closest('details.topic') || target.querySelector('details.topic'));
    if (topic) {
      topic.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener('hashchange', show);
  Promise.all([...document.querySelectorAll('[data-chart]')].map(draw))
    .then(() => {
      folded.forEach((topic) => {
        topic.open = false;
        // The window may have changed while the topic was folded.
        topic.addEventListener('toggle', () => { if (topic.open) { dispatchEvent(new Event('resize')); } });
      });
      show();
      document.documentElement.dataset.ready = 'yes';
    });
})();
