'use strict';
// Tables that sort by each column, and keep their rows' elements from one second to the next.
tidemark.tables = (() => {
  const {byId, element, setText, amount, percent, time, bytes} = tidemark;
  const MAX_ROWS = 200;
  const EFFECTS = [['tasks', 1], ['dials', 1], ['failed_dials', 1], ['log_events', 1],
    ['allocated_bytes', 1e-6], ['cpu', 1]];
  const unattributed = row => row.client === 'unattributed';
  const keyOf = row => [row.service, row.client, row.method].join('\n');

  /** A column: its title, what it sorts by, what it says, and whether that is text. */
  const text = (title, value) => ({title, value, say: value, text: true});
  const number = (title, value, say = amount) => ({title, value, say: row => say(value(row))});

  function table(node, columns, keyed) {
    let sort = null, descending = true, rows = [];
    const body = node.tBodies[0], kept = new Map();
    const heads = columns.map((column, i) => {
      const button = element('button', {type: 'button'}, column.title);
      button.addEventListener('click', () => {
        descending = sort === i ? !descending : !column.text;
        sort = i;
        draw();
      });
      return element('th', {scope: 'col', class: column.text ? 'text' : ''}, button);
    });
    node.tHead.replaceChildren(element('tr', {}, ...heads));
    body.replaceChildren();

    function sorted() {
      if (sort === null) return rows;
      const {value} = columns[sort], way = descending ? -1 : 1;
      const compare = (a, b) => typeof a === 'string' ? a.localeCompare(b) : a - b;
      return [...rows].sort((a, b) => way * compare(value(a) ?? -1, value(b) ?? -1));
    }

    function draw() {
      heads.forEach((head, i) => {
        if (i === sort) head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
        else head.removeAttribute('aria-sort');
      });
      const seen = new Set();
      sorted().slice(0, MAX_ROWS).forEach((row, place) => {
        const key = keyed(row);
        seen.add(key);
        const tr = kept.get(key) ?? element('tr', {}, ...columns.map(column =>
          element('td', {class: column.text ? 'text' : ''})));
        kept.set(key, tr);
        tr.classList.toggle('culprit', Boolean(row.culprit));
        columns.forEach((column, i) => {
          if (column.cell) column.cell(tr.cells[i], row);
          else setText(tr.cells[i], column.say(row));
        });
        if (body.rows[place] !== tr) body.insertBefore(tr, body.rows[place] ?? null);
      });
      kept.forEach((tr, key) => { if (!seen.has(key)) { tr.remove(); kept.delete(key); } });
    }

    return all => { rows = all; draw(); };
  }

  function work(row) {
    const effects = EFFECTS.map(([name]) => row.caused[name]?.share ?? 0);
    return Math.max(row.item_share, row.time_share, ...effects);
  }

  function bars(cell, row) {
    if (!cell.firstChild) {
      cell.append(element('span', {class: 'bars', 'aria-hidden': 'true'},
        element('i', {class: 'work'}), element('i', {class: 'asked'})));
    }
    const [done, asked] = cell.firstChild.children;
    done.style.width = 100 * Math.min(1, work(row)) + '%';
    asked.style.width = 100 * Math.min(1, row.request_share) + '%';
  }

  const SVG = 'http://www.w3.org/2000/svg';

  function spark(cell, values) {
    let line = cell.querySelector('polyline');
    if (!line) {
      const svg = document.createElementNS(SVG, 'svg');
      svg.setAttribute('class', 'spark');
      svg.setAttribute('viewBox', '0 0 100 20');
      svg.setAttribute('preserveAspectRatio', 'none');
      svg.setAttribute('aria-hidden', 'true');
      line = document.createElementNS(SVG, 'polyline');
      svg.append(line);
      cell.append(svg);
    }
    const max = Math.max(1, ...values), last = Math.max(1, values.length - 1);
    line.setAttribute('points',
      values.map((v, i) => (100 * i / last).toFixed(1) + ',' + (19 - 18 * v / max).toFixed(1)).join(' '));
  }

  const showRows = table(byId('rows-table'), [
    text('Service', row => row.service), text('Client', row => row.client),
    text('Handler', row => row.method),
    {title: 'Work / requests', value: row => work(row) - row.request_share, cell: bars},
    {title: 'Items, trend', value: row => row.items_per_second,
      cell: (cell, row) => spark(cell, tidemark.charts.itemsOf(row))},
    number('% of work', row => 100 * work(row)),
    number('% of requests', row => 100 * row.request_share),
    number('% of items', row => 100 * row.item_share),
    number('% of time', row => 100 * row.time_share),
    number('Requests/s', row => row.requests_per_second),
    number('Items/s', row => row.items_per_second),
    number('Items/request', row => row.items_per_request),
    number('Errors/s', row => row.errors_per_second)], keyOf);

  const showHandlers = table(byId('handlers'), [
    text('Service', row => row.service), text('Handler', row => row.method),
    text('Heaviest client', row => row.heaviest),
    {title: 'Work / requests', value: row => work(row) - row.request_share, cell: bars},
    {title: 'Items, trend', value: row => row.items_per_second,
      cell: (cell, row) => spark(cell, tidemark.charts.itemsOfHandler(row))},
    number('% of work', row => 100 * work(row)),
    number('% of requests', row => 100 * row.request_share),
    number('% of items', row => 100 * row.item_share),
    number('% of time', row => 100 * row.time_share),
    number('Requests/s', row => row.requests_per_second),
    number('Items/s', row => row.items_per_second),
    number('Items/request', row => row.items_per_second / Math.max(row.requests_per_second, 1e-9)),
    number('Errors/s', row => row.errors_per_second),
    number('Clients', row => row.clients)], row => row.service + '\n' + row.method);

  const showCaused = table(byId('caused-table'), [
    text('Service', row => row.service), text('Client', row => row.client),
    text('Handler', row => row.method),
    ...['Tasks/s', 'Dials/s', 'Failed dials/s', 'Log events/s', 'MB allocated/s', 'CPU cores']
      .map((title, i) => number(title,
        row => EFFECTS[i][1] * (row.caused[EFFECTS[i][0]]?.per_second ?? 0)))], keyOf);

  const showPorts = table(byId('ports'), [
    text('From', row => row.from), text('To', row => row.to || 'any'),
    text('Network namespace', row => row.namespace),
    number('Ports held', row => row.used), number('Of', row => row.limit),
    number('% held', row => row.limit ? 100 * row.used / row.limit : null),
    number('Dials/s', row => row.dials_per_second),
    {title: 'Time left', value: row => row.seconds_left ?? Infinity, cell: timeLeft}],
    row => [row.namespace, row.from, row.to].join('\n'));

  function timeLeft(cell, row) {
    setText(cell, row.seconds_left === null ? 'no end in sight'
      : row.seconds_left === 0 ? 'none left' : time(row.seconds_left));
    cell.classList.toggle('critical', row.seconds_left !== null && row.seconds_left < 60);
  }

  const showJvms = table(byId('jvms'), [
    text('Service', row => row.service), text('Instance', row => row.instance),
    text('Pid', row => row.pid ?? '–'),
    {title: 'Stopped now', value: row => row.pause_seconds ?? 0, cell: pause},
    number('Longest pause', row => row.longest_pause_seconds, time),
    number('% of time stopped', row => row.stopped_share === undefined ? null : 100 * row.stopped_share),
    number('Threads', row => row.threads), number('Usually', row => row.usual_threads),
    number('Resident', row => row.resident_bytes, bytes), number('Heap', row => row.heap_bytes, bytes),
    number('Up', row => row.uptime_seconds, time)], row => row.service + '\n' + row.instance);

  // A pause that goes on: its clock runs here until the next message.
  const pausing = new Map();
  let received = 0, ticking = 0;

  function pause(cell, row) {
    const seconds = row.pause_seconds ?? 0;
    cell.classList.toggle('pausing', seconds > 0);
    if (seconds > 0) pausing.set(cell, seconds);
    else pausing.delete(cell);
    setText(cell, seconds > 0 ? time(seconds) : 'runs');
    if (pausing.size > 0 && !ticking) ticking = setInterval(tick, 100);
  }

  function tick() {
    if (pausing.size === 0) {
      clearInterval(ticking);
      ticking = 0;
    }
    const since = Math.min(5, (performance.now() - received) / 1000);
    pausing.forEach((seconds, cell) => setText(cell, (seconds + since).toFixed(1) + ' s'));
  }

  function handlers(rows) {
    const all = new Map();
    for (const row of rows) {
      const key = row.service + '\n' + row.method;
      const sum = all.get(key) ?? {service: row.service, method: row.method, clients: 0, top: -1,
        heaviest: '', caused: {}, request_share: 0, item_share: 0, time_share: 0, requests_per_second: 0,
        items_per_second: 0, errors_per_second: 0};
      sum.clients++;
      if (work(row) > sum.top) { sum.top = work(row); sum.heaviest = row.client; }
      for (const name of ['request_share', 'item_share', 'time_share', 'requests_per_second',
        'items_per_second', 'errors_per_second']) sum[name] += row[name];
      for (const [name, effect] of Object.entries(row.caused)) {
        sum.caused[name] = {share: (sum.caused[name]?.share ?? 0) + effect.share};
      }
      all.set(key, sum);
    }
    return [...all.values()].sort((a, b) => b.item_share - a.item_share);
  }

  function show(who, suspects) {
    const accused = new Set(suspects.map(each => each.service + '\n' + each.client));
    const leads = who.verdict.stands_out ? keyOf(who.verdict) : '';
    for (const row of who.rows) {
      row.culprit = accused.has(row.service + '\n' + row.client) || keyOf(row) === leads;
    }
    const named = who.rows.filter(row => !unattributed(row));
    const effective = who.rows.filter(row => Object.keys(row.caused).length > 0);
    showRows(named);
    showHandlers(handlers(named));
    byId('handlers-part').hidden = named.length === 0;
    // What no request caused comes last, and is never cut off.
    showCaused([...effective.filter(row => !unattributed(row)), ...effective.filter(unattributed)]);
  }

  function showHost(message) {
    received = performance.now();
    byId('ports-part').hidden = message.ports.length === 0;
    showPorts(message.ports);
    byId('jvms-part').hidden = message.jvms.length === 0;
    pausing.clear();
    showJvms(message.jvms);
  }

  return {show, showHost};
})();
