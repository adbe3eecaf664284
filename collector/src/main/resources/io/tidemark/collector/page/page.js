'use strict';
// The verdict, and where everything comes from: history once, then the live feed.
(() => {
  const {byId, element, setText, amount, percent, time, clock, charts, tables} = tidemark;
  const LOST_MS = 6000, LOST_AFTER_ERROR_MS = 1500, POLL_MS = 2000, AGAIN_MS = 30000;
  const HIDDEN_POLL_MS = 10000, HIDDEN_LOST_MS = 150000; // browsers slow hidden pages down to a minute
  const asked = new URLSearchParams(location.search);
  const at = /^(\d{1,15}|-\d{1,9}[smhd])$/.test(asked.get('at') ?? '') ? asked.get('at') : null;
  const range = [...byId('range').options].some(option => option.value === asked.get('range'))
    ? asked.get('range') : '5m';
  let lastMs = Date.now(), lostTimer = 0, told = '', feed = null, failing = false, polling = 0, again = 0;

  function lines(list, items) {
    while (list.children.length > items.length) list.lastElementChild.remove();
    items.forEach((item, i) => {
      const li = list.children[i] ?? list.appendChild(element('li'));
      if (typeof item === 'string') {
        setText(li, item);
        return;
      }
      const next = element('li', {}, ...item);
      // What did not change stays, with whatever is selected in it.
      if (li.textContent !== next.textContent) li.replaceChildren(...next.childNodes);
    });
  }

  function fact(name, value) {
    return [element('dt', {}, name), element('dd', {}, value)];
  }

  const usual = (now, before) => `${amount(now)}/s, usually ${amount(before)}/s`;

  function card(suspect) {
    const name = element('div', {}, element('span', {class: 'name'}, suspect.client), ' ');
    if (suspect.stopped) name.append(element('span', {class: 'badge'}, 'has stopped'));
    return [name, element('div', {class: 'soft'}, 'via ', element('bdi', {}, suspect.method), ' in ',
      element('bdi', {}, suspect.service)),
      element('dl', {},
        ...fact(percent(suspect.share), `of the ${suspect.share_of} beyond the usual`),
        ...fact('Effect', `${suspect.share_of}: ${usual(suspect.per_second, suspect.usual_per_second)}`),
        ...fact('Items', `${amount(suspect.items_per_second)}/s, ${percent(suspect.item_share)} of the items `
          + `with ${percent(suspect.request_share)} of the requests`),
        ...fact('Requests', `${usual(suspect.requests_per_second, suspect.usual_requests_per_second)}; `
          + `${amount(suspect.items_per_request)} items in each`),
        ...fact('Since', clock(suspect.since_epoch_ms)))];
  }

  function wrong(finding) {
    const parts = [element('span', {class: 'badge ' + finding.severity}, finding.severity), ' ',
      finding.sentence, element('span', {class: 'soft'}, ` Since ${clock(finding.since_epoch_ms)}. `)];
    if (finding.numbers.length > 0) {
      parts.push(element('span', {class: 'soft'}, finding.numbers.map(figure =>
        `${figure.name} ${measure(figure.value, figure.unit)}`
        + (figure.usual === null ? '' : ` (usually ${measure(figure.usual, figure.unit)})`)).join(', ') + '. '));
    }
    parts.push(element('strong', {}, finding.advice));
    return parts;
  }

  function measure(value, unit) {
    if (unit === '1') return percent(value);
    if (unit === 's') return time(value);
    return amount(value) + (unit.startsWith('1/') ? unit.slice(1) : '');
  }

  function victim(each) {
    return `Suffers without having asked for more: ${each.client} (${each.service}), errors `
      + `${usual(each.errors_per_second, each.usual_errors_per_second)}.`;
  }

  // The culprit's name is what one should read first.
  function headline(verdict) {
    if (byId('verdict').textContent === verdict.sentence) return;
    const name = verdict.suspects[0]?.client;
    const at = name ? verdict.sentence.indexOf(name) : -1;
    byId('verdict').replaceChildren(...at < 0 ? [verdict.sentence]
      : [verdict.sentence.slice(0, at), element('mark', {}, name), verdict.sentence.slice(at + name.length)]);
  }

  function showVerdict(verdict) {
    document.body.className = verdict.state;
    headline(verdict);
    lines(byId('suspects'), verdict.suspects.slice(0, 6).map(card));
    byId('suspects-part').hidden = verdict.suspects.length === 0;
    lines(byId('wrong'), [...verdict.findings.map(wrong), ...verdict.victims.slice(0, 5).map(victim)]);
    byId('wrong-part').hidden = verdict.findings.length === 0;
    const first = verdict.suspects[0]?.client;
    document.title = (first ? '\u26a0 ' + first : verdict.findings.length > 0 ? '\u26a0 trouble'
      : verdict.state.replace('_', ' ')) + ' \u00b7 Tidemark';
    // Numbers change each second; a screen reader is told when the case does.
    const news = verdict.state + verdict.findings.map(each => each.id)
      + verdict.suspects.map(each => each.client);
    if (news !== told && told !== '') setText(byId('announce'), verdict.sentence);
    told = news;
  }

  function showWho(who, verdict) {
    setText(byId('who'), who.verdict.sentence);
    // Not what the verdict says already, of the same client.
    byId('who').hidden = who.verdict.sentence === ''
      || (who.verdict.stands_out && verdict.suspects.some(each => each.client === who.verdict.client));
    setText(byId('window'), amount(who.window_seconds));
    tables.show(who, verdict.suspects);
    lines(byId('findings'), who.findings);
  }

  function show(message) {
    found();
    lastMs = message.now;
    charts.judge(message.verdict);
    showVerdict(message.verdict);
    // After a time without connection what is missing is fetched.
    const missedMs = charts.lastMs() === 0 ? 0 : message.moment.time - charts.lastMs();
    if (missedMs > 5000 + 2 * charts.stepMs()) history();
    else charts.append(message.moment);
    showWho(message.who, message.verdict);
    tables.showHost(message);
    lines(byId('ended').querySelector('ul'), message.who.deaths.map(death => death.sentence));
    byId('ended').hidden = message.who.deaths.length === 0;
    lines(byId('blind'), message.blind.length > 0 ? message.blind : ['Nothing is known to be missing.']);
  }

  function found() {
    failing = false;
    document.body.classList.remove('lost');
    byId('lost').hidden = true;
    setText(byId('mode'), '\u00b7 live');
    waitFor(document.hidden ? HIDDEN_LOST_MS : LOST_MS);
  }

  function waitFor(ms) {
    clearTimeout(lostTimer);
    lostTimer = setTimeout(lost, ms);
  }

  function lost() {
    document.body.classList.add('lost');
    setText(byId('mode'), '\u00b7 connection lost');
    setText(byId('lost'), 'Connection lost: the collector does not answer. This is from '
      + clock(lastMs) + '; it is asked again all the time.');
    byId('lost').hidden = false;
  }

  function listen() {
    stop();
    // A browser has six connections to a site for all its pages: one that nobody sees keeps none.
    if (document.hidden) {
      polling = setInterval(poll, HIDDEN_POLL_MS);
      return;
    }
    feed = new EventSource('/api/v1/live');
    let opened = false;
    feed.addEventListener('message', event => { opened = true; show(JSON.parse(event.data)); });
    feed.addEventListener('beat', found);
    feed.addEventListener('error', () => {
      // The first error alone sets the clock: the browser tries again more often than that.
      if (!failing) waitFor(LOST_AFTER_ERROR_MS);
      failing = true;
      if (feed.readyState !== EventSource.CLOSED) return;
      // Refused: it may have too many listeners, or be starting. Ask instead, and try again later.
      stop();
      polling = setInterval(poll, POLL_MS);
      again = setTimeout(listen, opened ? POLL_MS : AGAIN_MS);
    });
  }

  function stop() {
    feed?.close();
    clearInterval(polling);
    clearTimeout(again);
  }

  async function poll() {
    try {
      const response = await fetch('/api/v1/page');
      if (response.ok) show(await response.json());
    } catch (e) {
      lost();
    }
  }

  async function history() {
    const query = '?range=' + range + (at === null ? '' : '&at=' + at);
    try {
      const response = await fetch('/api/v1/history' + query);
      if (response.status === 503) {
        setTimeout(history, 1000);
        return;
      }
      if (!response.ok) throw new Error(await response.text());
      const answer = await response.json();
      charts.show(answer);
      if (at !== null) showPast(answer);
    } catch (e) {
      if (at !== null) {
        setText(byId('lost'), 'This moment cannot be shown: ' + e.message);
        byId('lost').hidden = false;
      }
    }
  }

  function showPast(answer) {
    const past = answer.past;
    document.body.className = past && past.findings.length > 0 ? 'named' : 'past';
    byId('mode').replaceChildren('\u00b7 looking back at ' + new Date(answer.at).toLocaleString('en-GB') + ' \u00b7 ',
      element('a', {href: '/?range=' + range}, 'back to live'));
    setText(byId('verdict'), past ? past.sentence
      : 'The store is off: nothing is known of this moment but the figures below.');
    lines(byId('wrong'), past ? past.findings : []);
    byId('wrong-part').hidden = !past || past.findings.length === 0;
    byId('suspects-part').hidden = true;
    byId('blind').parentElement.hidden = true;
    byId('ended').hidden = true;
    if (past) showWho(past.who, {suspects: []});
  }

  byId('range').value = range;
  byId('range').addEventListener('change', event => {
    location.search = '?range=' + event.target.value + (at === null ? '' : '&at=' + at);
  });
  if (at === null) {
    history().then(listen);
    document.addEventListener('visibilitychange', () => { waitFor(HIDDEN_LOST_MS); listen(); });
  } else {
    history();
  }
})();
