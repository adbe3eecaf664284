'use strict';
// What the other scripts share: elements, figures in words, and the theme.
window.tidemark = (() => {
  const byId = id => document.getElementById(id);

  // An element; texts are never taken for markup.
  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  function setText(node, text) {
    if (node.textContent !== text) node.textContent = text;
  }

  // As the server formats them: 0, <0.1, 2.7, 18,204.
  function amount(value) {
    if (value === null || value === undefined) return '–';
    if (value === 0) return '0';
    if (value > 0 && value < 0.05) return '<0.1';
    if (value >= 9.95) return Math.round(value).toLocaleString('en-US');
    return value.toFixed(1).replace(/\.0$/, '');
  }

  // For an axis: 0.5, 12, 1.5k, 30M.
  function short(value) {
    for (const [size, unit] of [[1e9, 'G'], [1e6, 'M'], [1e3, 'k']]) {
      if (value >= size) return +(value / size).toPrecision(3) + unit;
    }
    return String(+value.toPrecision(3));
  }

  const percent = share => amount(100 * share) + ' %';

  function time(seconds) {
    if (seconds === null || seconds === undefined) return '–';
    if (seconds > 0 && seconds < 1) return amount(1000 * seconds) + ' ms';
    if (seconds < 60) return amount(seconds) + ' s';
    const pairs = [[86400, 'd', 3600, 'h'], [3600, 'h', 60, 'min'], [60, 'min', 1, 's']];
    const [large, unit, small, rest] = pairs.find(pair => seconds >= pair[0]);
    const left = Math.floor(seconds % large / small);
    return Math.floor(seconds / large) + ' ' + unit + (left ? ' ' + left + ' ' + rest : '');
  }

  function bytes(value) {
    return value === null || value === undefined ? '–' : amount(value / 1048576) + ' MiB';
  }

  const clock = ms => new Date(ms).toLocaleTimeString('en-GB');

  const THEMES = ['system', 'light', 'dark'];
  const changed = [];

  function applyTheme(theme) {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    setText(byId('theme'), 'Theme: ' + theme);
    changed.forEach(each => each());
  }

  function stored() {
    try {
      return THEMES.includes(localStorage.theme) ? localStorage.theme : 'system';
    } catch (e) {
      return 'system'; // no storage here
    }
  }

  let theme = stored();
  applyTheme(theme);
  byId('theme').addEventListener('click', () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    try {
      localStorage.theme = theme;
    } catch (e) {
      // For this page alone, then.
    }
    applyTheme(theme);
  });
  matchMedia('(prefers-color-scheme: dark)')
    .addEventListener('change', () => changed.forEach(each => each()));
  byId('tools').hidden = false;

  return {byId, element, setText, amount, short, percent, time, bytes, clock,
    onTheme: each => changed.push(each)};
})();
