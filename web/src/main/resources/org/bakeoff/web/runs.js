'use strict';
// Sorts and filters the list of runs, and keeps it up to date. The list itself works without this script.
(() => {
  const form = document.getElementById('runs');
  const lost = document.getElementById('lost');
  if (!form) {
    // The first run may come.
    const look = async () => {
      const answer = document.hidden ? null : await fetch(location.href).catch(() => null);
      if (answer && answer.ok && new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('runs')) {
        location.reload();
      } else {
        setTimeout(look, 5000);
      }
    };
    document.documentElement.dataset.ready = 'yes';
    setTimeout(look, 5000);
    return;
  }
  const field = (id) => document.getElementById(id);
  // The form's own dataset is its field of that name.
  const unreadIn = (list) => Number(list.getAttribute('data-unread'));
  const heads = [...form.querySelectorAll('th[data-key]')];
  const numeric = ['value', 'started'];
  const day = (text, hours) => (text ? new Date(text + 'T' + hours).getTime() : NaN);
  const rows = () => [...form.querySelectorAll('tbody tr')];
  const order = new Intl.Collator(undefined, { numeric: true });

  // What a row shows, to sort and filter by.
  const known = new WeakMap();
  const shownBy = (row) => {
    if (!known.has(row)) {
      const text = (selector) => row.querySelector(selector).textContent.trim();
      known.set(row, {
        name: text('th a'),
        state: text('.state'),
        dataset: text('.dataset'),
        tags: [...row.querySelectorAll('.tag')].map((tag) => tag.textContent),
        best: text('.best'),
        value: Number(row.dataset.value),
        started: Number(row.dataset.started),
        words: (text('th') + ' ' + row.querySelector('.best').title + ' ' + text('.dataset') + ' ' + text('.tags')).toLowerCase(),
      });
    }
    return known.get(row);
  };

  const filter = () => {
    const words = field('words').value.toLowerCase().split(/\s+/).filter(Boolean);
    const from = day(field('from').value, '00:00:00');
    const to = day(field('to').value, '23:59:59.999');
    const is = (id, value) => !field(id).value || value === field(id).value;
    let shown = 0;
    const all = rows();
    for (const row of all) {
      const run = shownBy(row);
      row.hidden = !(words.every((word) => run.words.includes(word))
        && is('dataset', run.dataset) && is('state', run.state)
        && (!field('tag').value || run.tags.includes(field('tag').value))
        && !(run.started < from) && !(run.started > to));
      shown += row.hidden ? 0 : 1;
    }
    const benchmarks = all.filter((row) => row.dataset.kind === 'benchmark').length;
    const counted = (count, noun) => (count === 0 ? [] : [count + ' ' + noun + (count === 1 ? '' : 's')]);
    const total = [...counted(all.length - benchmarks, 'run'), ...counted(benchmarks, 'benchmark')].join(', ');
    const unread = unreadIn(form);
    field('count').textContent = (shown === all.length ? total : shown + ' of ' + total) + (unread ? ', and ' + unread + ' more to read' : '');
    field('none').hidden = shown > 0 || unread > 0;
    shorten();
  };

  // A browser takes seconds to lay out a thousand rows.
  const first = Number(form.getAttribute('data-first'));
  let whole = false;
  const shorten = () => {
    const shown = rows().filter((row) => !row.hidden);
    shown.forEach((row, index) => row.classList.toggle('later', !whole && index >= first));
    field('rest').hidden = whole || shown.length <= first;
    field('rest').textContent = 'Show the other ' + (shown.length - first) + ' runs';
  };
  field('rest').addEventListener('click', () => {
    const next = form.querySelector('tbody .later:not([hidden]) a');
    whole = true;
    shorten();
    next.focus();
  });

  const sort = () => {
    const head = heads.find((one) => one.hasAttribute('aria-sort'));
    const key = head.dataset.key;
    const sign = head.getAttribute('aria-sort') === 'ascending' ? 1 : -1;
    const value = (row) => shownBy(row)[key];
    const compare = numeric.includes(key)
      // Runs without a value come last, whichever way the others go.
      ? (a, b) => (Number.isNaN(value(a)) - Number.isNaN(value(b))) || sign * (value(a) - value(b))
      : (a, b) => sign * order.compare(String(value(a)), String(value(b)));
    form.querySelector('tbody').append(...rows().sort(compare));
    shorten();
  };

  const choose = () => {
    const chosen = form.querySelectorAll('input[name="at"]:checked').length;
    field('compare').disabled = chosen < 2;
    field('compare').textContent = chosen < 2 ? 'Side by side: choose two runs' : 'Side by side: ' + chosen + ' runs';
  };

  for (const head of heads) {
    head.querySelector('button').addEventListener('click', () => {
      const before = head.getAttribute('aria-sort');
      heads.forEach((one) => one.removeAttribute('aria-sort'));
      const first = numeric.includes(head.dataset.key) ? 'descending' : 'ascending';
      const other = first === 'ascending' ? 'descending' : 'ascending';
      head.setAttribute('aria-sort', before === first ? other : first);
      sort();
    });
  }
  ['words', 'dataset', 'tag', 'state', 'from', 'to'].forEach((id) => field(id).addEventListener('input', filter));
  field('words').addEventListener('keydown', (event) => { if (event.key === 'Enter') { event.preventDefault(); } });
  form.addEventListener('change', choose);

  const options = (id, page) => {
    const chosen = field(id).value;
    field(id).replaceChildren(...page.getElementById(id).children);
    field(id).value = chosen;
  };

  const refresh = async () => {
    const reading = unreadIn(form) > 0;
    if (reading || (!document.hidden && !form.contains(document.activeElement))) {
      const answer = await fetch(location.href).catch(() => null);
      lost.hidden = answer !== null && answer.ok;
      if (answer && answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const fresh = page.getElementById('runs');
        // The details that a user has opened stay open.
        const [now, then] = [page, document].map((one) => one.getElementById('benchmark'));
        if (now && then) {
          const open = then.querySelector('details[open]') !== null;
          then.replaceWith(now);
          now.querySelectorAll('details').forEach((part) => { part.open = open; });
        }
        const chosen = new Set([...form.querySelectorAll('input[name="at"]:checked')].map((box) => box.value));
        if (fresh) {
          fresh.querySelectorAll('input[name="at"]').forEach((box) => { box.checked = chosen.has(box.value); });
          form.querySelector('tbody').replaceWith(fresh.querySelector('tbody'));
          form.setAttribute('data-unread', unreadIn(fresh));
          options('dataset', page);
          options('tag', page);
          sort();
          filter();
          choose();
        } else {
          // None is left, or the folder isn't there.
          location.reload();
          return;
        }
      }
    }
    next();
  };

  const next = () => {
    const unread = unreadIn(form) > 0;
    if (!unread) {
      document.documentElement.dataset.ready = 'yes';
    }
    setTimeout(refresh, unread ? 300 : 5000);
  };
  filter();
  choose();
  next();
})();
