'use strict';
// Follows a run: the server sends how far its trials are each time that its files have changed.
(() => {
  const live = document.getElementById('live');
  const curves = document.getElementById('curves');
  const ink = { labelColor: 'currentColor', titleColor: 'currentColor', labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal' };
  const config = {
    background: null,
    aria: false,
    font: getComputedStyle(document.body).fontFamily,
    view: { stroke: null },
    axis: { ...ink, domainColor: 'currentColor', tickColor: 'currentColor', domainOpacity: 0.4, tickOpacity: 0.4, gridColor: 'currentColor', gridOpacity: 0.12 },
    legend: { disable: true },
  };
  const options = {
    mode: 'vega-lite', ast: true, actions: false, defaultStyle: false, renderer: 'svg', config,
    tooltip: { disableDefaultStyle: true },
  };
  const charts = new Map();
  let trials = [];

  const specification = (colour, measure) => ({
    width: 'container',
    height: 170,
    autosize: { type: 'fit-x', contains: 'padding' },
    params: [{ name: 'low', value: 0 }, { name: 'high', value: 1 }, { name: 'first', value: 1 }, { name: 'last', value: 2 }],
    data: { name: 'epochs', values: [] },
    mark: { type: 'line', strokeWidth: 1.5, opacity: 0.85, color: colour, point: { size: 16, color: colour } },
    encoding: {
      x: {
        field: 'epoch', type: 'quantitative', axis: { format: 'd', tickMinStep: 1, tickCount: 6 },
        scale: { domain: [{ expr: 'first' }, { expr: 'last' }], zero: false, nice: false },
      },
      y: { field: 'value', type: 'quantitative', title: measure, scale: { domain: [{ expr: 'low' }, { expr: 'high' }], zero: false, nice: false } },
      detail: { field: 'seed', type: 'nominal' },
      strokeDash: { field: 'of', type: 'nominal', scale: { domain: ['validation', 'training'], range: [[1, 0], [5, 3]] } },
      tooltip: [{ field: 'seed' }, { field: 'epoch' }, { field: 'of' }, { field: 'value', format: '.4f' }],
    },
  });

  const measure = () => document.querySelector('input[name="measure"]:checked').value;

  const rowsOf = (model, name) => {
    const rows = [];
    for (const trial of trials.filter((one) => one.model === model)) {
      for (const epoch of trial.epochs) {
        for (const of of ['training', 'validation']) {
          const value = of === 'training' ? epoch[name] : epoch['validation' + name[0].toUpperCase() + name.slice(1)];
          if (Number.isFinite(value)) {
            rows.push({ seed: trial.seed, epoch: epoch.epoch, of, value });
          }
        }
      }
    }
    return rows;
  };

  const chartOf = (model, index) => {
    const figure = document.createElement('figure');
    const title = document.createElement('h3');
    const chart = document.createElement('div');
    title.textContent = model;
    chart.className = 'chart';
    chart.setAttribute('role', 'img');
    figure.append(title, chart);
    curves.append(figure);
    return { figure, chart, colour: 'var(--m' + (index % 8) + ')', measure: '', view: null };
  };

  const draw = async () => {
    const name = measure();
    // Models whose predictions come from elsewhere have no epochs.
    const models = [...new Set(trials.map((trial) => trial.model))];
    const trained = new Set(trials.filter((trial) => trial.planned > 0 || trial.epochs.length > 0).map((trial) => trial.model));
    const rows = new Map(models.map((model) => [model, rowsOf(model, name)]));
    const values = [...rows.values()].flat().map((row) => row.value);
    document.getElementById('uncurved').hidden = values.length > 0;
    // A function takes some ten thousand arguments, and many trials have more epochs.
    const low = values.reduce((a, b) => Math.min(a, b), Infinity);
    const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
    const margin = (high - low) * 0.05 || 0.05;
    const last = trials.reduce((most, trial) => Math.max(most, trial.planned, trial.done), 2);
    for (const [model, { figure, view }] of charts) {
      if (!models.includes(model)) {
        // The folder of a trial that begins says late which model it is of.
        charts.delete(model);
        figure.remove();
        view?.finalize();
      }
    }
    for (const [index, model] of models.entries()) {
      if (values.length === 0 || !trained.has(model)) {
        continue;
      }
      if (!charts.has(model)) {
        charts.set(model, chartOf(model, index));
      }
      const one = charts.get(model);
      if (one.measure !== name) {
        one.measure = name;
        one.view = (await vegaEmbed(one.chart, specification(one.colour, name), options)).view;
      }
      one.chart.setAttribute('aria-label', 'The ' + name + ' of ' + model + ' by epoch, a line for each seed; the last epochs are in the table below');
      await one.view.signal('low', low - margin).signal('high', high + margin).signal('first', 1).signal('last', last)
        .data('epochs', rows.get(model)).runAsync();
      one.chart.dataset.points = rows.get(model).length;
    }
    document.documentElement.dataset.ready = 'yes';
  };

  // One drawing after the other.
  let drawing = Promise.resolve();
  const redraw = () => { drawing = drawing.then(draw, draw); };

  const lost = document.getElementById('lost');
  let stream = null;
  let over = false;
  const received = (event) => {
    const progress = JSON.parse(event.data);
    trials = progress.trials;
    // The server escapes what files say.
    document.getElementById('progress').innerHTML = progress.progressHtml;
    document.getElementById('interim').innerHTML = progress.interimHtml;
    document.getElementById('trials').innerHTML = progress.trialsHtml;
    // Screen readers are told of trials that have ended, and not of every epoch.
    const said = trials.filter((trial) => trial.status !== 'WAITING' && trial.status !== 'TRAINING').length + ' of ' + trials.length + ' trials ended';
    if (document.getElementById('said').textContent !== said) {
      document.getElementById('said').textContent = said;
    }
    redraw();
    if (progress.state === 'FINISHED') {
      over = true;
      follow();
    }
    if (progress.state.toLowerCase() !== live.dataset.state) {
      // Buttons and answer are others now.
      location.reload();
    }
  };
  // A browser has six connections to a server, so a page that nobody sees holds none.
  const follow = () => {
    const wanted = !document.hidden && !over;
    if (wanted && !stream) {
      stream = new EventSource('events?at=' + encodeURIComponent(live.dataset.at));
      stream.onmessage = received;
      stream.onopen = () => { lost.hidden = true; };
      stream.onerror = () => { lost.hidden = over; };
    } else if (!wanted && stream) {
      stream.close();
      stream = null;
    }
  };
  document.addEventListener('visibilitychange', follow);
  follow();
  document.getElementById('measure').addEventListener('change', redraw);
})();
