'use strict';
// The chain as strips on one time axis, with one crosshair, and the heatmap of items below.
tidemark.charts = (() => {
  const {byId, element, setText, amount, short, percent, time, bytes, clock} = tidemark;
  const perSecond = value => amount(value) + '/s';
  const HEAT_ROWS = 10, HEAT_PX = 18, AXIS_PX = 50, STRIP_PX = 56, LAST_PX = 78;
  // A figure, its name, how it is said, the stage of the verdict's chain, the least top of its scale.
  const STRIPS = [
    ['requests', 'Requests', perSecond, '', 1],
    ['items', 'Items', perSecond, 'items', 10],
    ['tasks', 'Tasks', perSecond, 'tasks', 10],
    ['dials', 'Dials', perSecond, 'dials', 10],
    ['time_wait', 'TIME_WAIT', amount, 'time_wait', 100],
    ['failed_dials', 'Failed dials', perSecond, 'dial_failures', 1],
    ['log_events', 'Log events', perSecond, 'logs', 10],
    ['threads', 'Threads', amount, 'threads', 50],
    ['stopped', 'JVM stopped', percent, 'pauses', 0.05],
    ['memory', 'Memory', bytes, 'memory', 1e8],
    ['latency', 'Latency', time, 'latency', 0.01],
    ['errors', 'Errors', perSecond, 'errors', 1],
    ['deaths', 'JVM deaths', amount, 'kills', 1]];

  const data = {times: [], traces: {}, rows: new Map(), from: 0, to: 0, stepMs: 1000, at: null};
  let strips = [], onsets = {}, culprits = new Set(), heat = null, held = false;
  let pinned = null; // the moment that the slider or the page's address chose
  const keyOf = row => [row.service, row.client, row.method].join('\n');
  const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // Where nothing was measured yet there is no axis either, but for a minute.
  function begin() {
    return Math.max(data.from, Math.min(data.times[0] ?? data.from, data.to - 60000));
  }

  function build() {
    strips.forEach(strip => strip.plot.destroy());
    byId('strips').replaceChildren();
    strips = STRIPS.map(strip);
    heat = heatmap();
    draw();
  }

  function strip([id, name, say, stage, floor], index) {
    const last = index === STRIPS.length - 1;
    // No <output>: that is a live region, and would be read out each second.
    const value = element('span', {class: 'value'});
    const holder = element('div', {class: 'plot', role: 'img', 'aria-label': name});
    const row = element('div', {class: 'strip'},
      element('div', {}, element('h3', {class: 'name'}, name), value), holder);
    byId('strips').append(row);
    const trace = style('--trace'), alarm = style('--alarm'), soft = style('--soft');
    const reached = () => onsets[stage] !== undefined;
    const plot = new uPlot({
      width: Math.max(120, holder.clientWidth), height: last ? LAST_PX : STRIP_PX, ms: 1,
      legend: {show: false}, padding: [6, 6, last ? 0 : 6, 0],
      cursor: {y: false, drag: {x: false, y: false}, sync: {key: 'chain'}, points: {size: 5}},
      scales: {x: {time: true, range: () => [begin(), data.to]},
        y: {range: (u, min, max) => [0, Math.max(floor, (max || 0) * 1.1)]}},
      axes: [{show: last, stroke: soft, size: 26, grid: {show: false}, ticks: {show: false},
        values: (u, splits) => splits.map(ms => new Date(ms).toLocaleTimeString('en-GB',
          data.to - begin() > 6e5 ? {hour: '2-digit', minute: '2-digit'} : {}))},
        {stroke: soft, size: AXIS_PX, space: 18, font: '11px system-ui', ticks: {show: false},
          grid: {stroke: style('--line'), width: 1},
          values: (u, splits) => splits.map(v => id === 'stopped' ? Math.round(100 * v) + '%' : short(v))}],
      series: [{}, {stroke: () => reached() ? alarm : trace, width: 1.5, points: {show: false},
        fill: () => (reached() ? alarm : trace) + '22', spanGaps: false}],
      hooks: {draw: [u => mark(u, onsets[stage], alarm)], setCursor: [u => point(u, index)]},
    }, [[], []], holder);
    return {id, name, say, stage, value, row, holder, plot};
  }

  // When the stage left its baseline.
  function mark(u, sinceMs, colour) {
    if (sinceMs === undefined || sinceMs < begin() || sinceMs > data.to) return;
    const x = Math.round(u.valToPos(sinceMs, 'x', true));
    u.ctx.save();
    u.ctx.strokeStyle = colour;
    u.ctx.lineWidth = 2 * devicePixelRatio;
    u.ctx.beginPath();
    u.ctx.moveTo(x, u.bbox.top);
    u.ctx.lineTo(x, u.bbox.top + u.bbox.height);
    u.ctx.stroke();
    u.ctx.restore();
  }

  function heatmap() {
    const names = element('ol'), canvas = element('canvas', {role: 'img'});
    const hair = element('div', {class: 'hair'});
    hair.hidden = true;
    const holder = element('div', {class: 'plot'}, canvas, hair);
    byId('strips').append(element('div', {class: 'strip heat'},
      element('div', {}, element('h3', {class: 'name'}, 'Items/s by client'), names), holder));
    return {names, canvas, hair, holder};
  }

  function byClient() {
    const clients = new Map();
    for (const row of data.rows.values()) {
      const key = row.service + '\n' + row.client;
      const sum = clients.get(key) ?? {client: row.client, items: data.times.map(() => 0), total: 0};
      row.items.forEach((value, i) => { sum.items[i] += value; sum.total += value; });
      clients.set(key, sum);
    }
    return [...clients.values()].sort((a, b) => b.total - a.total).slice(0, HEAT_ROWS);
  }

  function drawHeat() {
    const rows = byClient();
    const narrow = matchMedia('(max-width: 40rem)').matches;
    const width = heat.holder.clientWidth, height = Math.max(1, rows.length) * HEAT_PX;
    const dpr = devicePixelRatio || 1;
    const top = narrow ? 0 : heat.names.offsetTop - heat.names.parentElement.offsetTop;
    heat.canvas.width = width * dpr;
    heat.canvas.height = height * dpr;
    heat.canvas.style.height = height + 'px';
    heat.canvas.style.marginTop = top + 'px';
    const ctx = heat.canvas.getContext('2d');
    ctx.scale(dpr, dpr);
    const right = width - 6, span = data.to - begin();
    const max = Math.max(1, ...rows.flatMap(row => row.items));
    const x = ms => AXIS_PX + (ms - begin()) / span * (right - AXIS_PX);
    rows.forEach((row, y) => {
      ctx.fillStyle = culprits.has(row.client) ? style('--alarm') : style('--trace');
      row.items.forEach((value, i) => {
        const begin = Math.max(AXIS_PX, x(data.times[i] - data.stepMs));
        ctx.globalAlpha = 0.06 + 0.94 * Math.sqrt(value / max);
        ctx.fillRect(begin, y * HEAT_PX + 1, Math.max(1, x(data.times[i]) - begin), HEAT_PX - 2);
      });
      if (narrow) {
        ctx.globalAlpha = 1;
        ctx.fillStyle = style('--ink');
        ctx.font = '12px system-ui';
        ctx.fillText(row.client, AXIS_PX + 4, y * HEAT_PX + 13, right - AXIS_PX);
      }
    });
    heat.names.replaceChildren(...rows.map(row => element('li',
      {title: row.client, class: culprits.has(row.client) ? 'culprit' : ''}, row.client)));
    heat.canvas.setAttribute('aria-label', rows.length === 0 ? 'No items yet.'
      : `Items per second by client over time; most by ${rows[0].client}.`);
  }

  function draw() {
    if (document.hidden) return;
    for (const each of strips) {
      each.plot.setData([data.times, data.traces[each.id] ?? []]);
      each.row.classList.toggle('reached', onsets[each.stage] !== undefined);
    }
    drawHeat();
    byId('crosshair').max = String(Math.max(0, data.times.length - 1));
    strips.forEach(each => each.holder.setAttribute('aria-label', summary(each)));
    queueMicrotask(follow); // uPlot computes its scales in one, queued before
  }

  // What the chart shows, for who does not see it.
  function summary({id, name, say, stage}) {
    const known = (data.traces[id] ?? []).filter(value => value !== null && value !== undefined);
    if (known.length === 0) return name + ': not measured.';
    const least = known.reduce((a, b) => Math.min(a, b)), most = known.reduce((a, b) => Math.max(a, b));
    return `${name} since ${clock(data.times[0])}: from ${say(least)} to ${say(most)}, at last `
      + say(known[known.length - 1])
      + (onsets[stage] === undefined ? '.' : `; not as usual since ${clock(onsets[stage])}.`);
  }

  // What was chosen stays under the crosshair while time goes on, until it leaves the charts.
  function follow() {
    if (pinned !== null && pinned < data.times[0] && data.at === null) letGo();
    else if (pinned !== null) moveTo(indexOf(pinned));
    else if (!held) say(data.times.length - 1);
  }

  function letGo() {
    pinned = null;
    strips.forEach(each => each.plot.setCursor({left: -10, top: -10}));
  }

  function indexOf(ms) {
    const later = data.times.findIndex(each => each >= ms);
    return later < 0 ? data.times.length - 1 : later;
  }

  // Called by uPlot for each strip; the first speaks for all.
  function point(u, index) {
    if (index !== 0) return;
    const idx = u.cursor.idx;
    held = idx !== null && idx !== undefined;
    heat.hair.hidden = !held;
    if (held) heat.hair.style.left = AXIS_PX + u.cursor.left + 'px';
    say(held ? idx : data.times.length - 1);
  }

  function say(idx) {
    const ms = data.times[idx];
    if (ms === undefined) return;
    for (const each of strips) {
      const value = data.traces[each.id]?.[idx];
      setText(each.value, value === null || value === undefined ? '–' : each.say(value));
    }
    const slider = byId('crosshair');
    slider.value = String(idx);
    const marked = strips.filter(each => each.row.classList.contains('reached') || each.id === 'items');
    // A slider that has the focus and follows the present would be read out each second.
    if (held || document.activeElement !== slider) {
      slider.setAttribute('aria-valuetext', clock(ms) + ': '
        + marked.map(each => each.name + ' ' + each.value.textContent).join(', '));
    }
    setText(byId('readout'), held ? 'At ' + clock(ms) + '.' : 'Now ' + clock(ms) + '.');
    byId('moment').href = '/?at=' + ms + '&range=' + byId('range').value;
  }

  function moveTo(idx) {
    const ms = data.times[idx];
    if (ms === undefined) return;
    for (const each of strips) {
      each.plot.setCursor({left: each.plot.valToPos(ms, 'x'), top: 0});
    }
  }

  function show(history) {
    data.times = history.times;
    data.traces = history.traces;
    data.rows = new Map(history.rows.map(row => [keyOf(row), row]));
    data.from = history.from;
    data.to = history.to;
    data.stepMs = 1000 * history.step_seconds;
    data.at = history.at;
    if (pinned === null) pinned = data.at;
    byId('chain-part').hidden = false;
    setText(byId('missing'), history.missing.length === 0 ? ''
      : 'Not drawn, for too many series: ' + history.missing.join(', ') + '.');
    if (strips.length === 0) build();
    else draw();
  }

  // The next moment, at the right; what is too old goes at the left.
  function append(moment) {
    const ms = Math.floor(moment.time / data.stepMs) * data.stepMs;
    const last = data.times[data.times.length - 1] ?? 0;
    if (moment.time === 0 || ms < last || strips.length === 0) return;
    const at = ms === last ? data.times.length - 1 : data.times.length;
    data.times[at] = ms;
    for (const each of STRIPS) (data.traces[each[0]] ??= [])[at] = moment.traces[each[0]] ?? null;
    for (const row of moment.rows) {
      if (!data.rows.has(keyOf(row))) {
        data.rows.set(keyOf(row), {...row, items: data.times.map(() => 0)});
      }
    }
    const now = new Map(moment.rows.map(row => [keyOf(row), row.items]));
    data.rows.forEach((row, key) => { row.items[at] = now.get(key) ?? 0; });
    const span = data.to - data.from;
    data.to = Math.max(data.to, moment.time);
    data.from = data.to - span;
    const old = data.times.findIndex(each => each >= data.from);
    if (old > 0) {
      data.times.splice(0, old);
      Object.values(data.traces).forEach(trace => trace.splice(0, old));
      data.rows.forEach((row, key) => {
        row.items.splice(0, old);
        if (row.items.every(value => value === 0)) data.rows.delete(key);
      });
    }
    draw();
  }

  function judge(verdict) {
    onsets = {};
    for (const link of verdict.chain) {
      const known = onsets[link.stage];
      onsets[link.stage] = known === undefined ? link.since_epoch_ms
        : Math.min(known, link.since_epoch_ms);
    }
    culprits = new Set(verdict.suspects.map(suspect => suspect.client));
  }

  // At its right end it lets go, and follows the present again.
  byId('crosshair').addEventListener('input', event => {
    const slider = event.target, idx = Number(slider.value);
    if (slider.value === slider.max) {
      letGo();
    } else {
      pinned = data.times[idx];
      moveTo(idx);
    }
  });
  byId('strips').addEventListener('mousemove', () => { pinned = null; });
  byId('strips').addEventListener('mouseleave', () => { pinned = data.at; follow(); });
  document.addEventListener('visibilitychange', () => { if (strips.length > 0) draw(); });
  new ResizeObserver(() => {
    for (const each of strips) {
      each.plot.setSize({width: Math.max(120, each.holder.clientWidth), height: each.plot.height});
    }
    if (strips.length > 0) drawHeat();
  }).observe(byId('strips'));
  tidemark.onTheme(() => { if (strips.length > 0) build(); });

  // Of each row of a handler, and each moment.
  function itemsOfHandler({service, method}) {
    const sums = data.times.map(() => 0);
    for (const row of data.rows.values()) {
      if (row.service === service && row.method === method) {
        row.items.forEach((value, i) => { sums[i] += value; });
      }
    }
    return sums;
  }

  return {show, append, judge, itemsOfHandler, itemsOf: row => data.rows.get(keyOf(row))?.items ?? [],
    lastMs: () => data.times[data.times.length - 1] ?? 0, stepMs: () => data.stepMs};
})();
