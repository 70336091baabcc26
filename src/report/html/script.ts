/**
 * What pages do where scripts run: filter, open what a link leads to, colour JSON, copy commands. It only reads the page and sets
 * texts, never markup, so that nothing of a candidate can become any.
 */
export const script = `(() => {
'use strict';
const root = document.documentElement;
const every = (selector, within = document) => [...within.querySelectorAll(selector)];
root.classList.add('scripted');

const reveal = (element) => {
  for (let at = element; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
};
const follow = () => {
  let id = location.hash.slice(1);
  try { id = decodeURIComponent(id); } catch { return; }
  // An entry that is not shown leads to its scenario.
  const target = id === '' ? null : document.getElementById(id) ?? document.getElementById(id.replace(/\\.\\d+$/, ''));
  if (target === null) return;
  target.closest('[hidden].scenario')?.removeAttribute('hidden');
  reveal(target);
  const message = target.closest('.entries') && target.querySelector('details');
  if (message) message.open = true;
  target.scrollIntoView({ block: target.closest('.entries') ? 'center' : 'start' });
};
addEventListener('hashchange', follow);

const rowAt = (svg, y) => every('g[data-n]', svg).find((row) => {
  const { top, bottom } = row.getBoundingClientRect();
  return y >= top - 4 && y <= bottom + 4;
});
document.addEventListener('click', (event) => {
  const svg = event.target.closest('.diagram');
  const row = svg === null ? undefined : rowAt(svg, event.clientY);
  const of = row?.closest('.conversation')?.dataset.of;
  const entry = of === undefined ? null : document.getElementById(of + '.' + row.dataset.n);
  if (entry === null || entry === undefined) return;
  const message = entry.querySelector('details');
  if (message) message.open = true;
  entry.scrollIntoView({ block: 'nearest' });
  (message ?? entry).querySelector('summary')?.focus({ preventScroll: true });
});

const token = /"(?:[^"\\\\\\n]|\\\\.)*"(\\s*:)?|-?\\d[\\d.eE+-]*|true|false|null/g;
const painted = new WeakSet();
const paint = (pre) => {
  if (painted.has(pre)) return;
  painted.add(pre);
  const text = pre.textContent;
  if (!/^\\s*[[{]/.test(text)) return;
  const pieces = document.createDocumentFragment();
  let last = 0;
  for (const found of text.matchAll(token)) {
    pieces.append(text.slice(last, found.index));
    const span = document.createElement('span');
    span.className = found[1] !== undefined ? 'k' : found[0].includes('\\u27e6') ? 'x' : found[0][0] === '"' ? 's' : 'v';
    span.textContent = found[0];
    pieces.append(span);
    last = found.index + found[0].length;
  }
  pieces.append(text.slice(last));
  pre.replaceChildren(pieces);
};
document.addEventListener('toggle', (event) => {
  if (event.target.open) for (const pre of every(':scope > pre', event.target)) paint(pre);
}, true);
for (const pre of every('details[open] > pre')) paint(pre);

if (navigator.clipboard) for (const code of every('.command > code')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = 'Copied';
    } catch { button.textContent = 'Not allowed'; }
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
  code.after(button);
}

for (const form of every('form.filters')) {
  const section = form.closest('section') ?? document;
  const items = every('[data-v][data-a]', section);
  const groups = every('.group', section);
  const none = section.querySelector('.none');
  const shown = form.querySelector('.shown');
  const onlyDifferent = section.querySelector('input[name=d]');
  const texts = new Map();
  const textOf = (item) => {
    // A row of a table has the row below it for its details.
    if (!texts.has(item)) texts.set(item, (item.tagName === 'TR' ? [item, item.nextElementSibling] : every(':scope > summary, .check', item)).map((one) => one.textContent).join(' ').toLowerCase());
    return texts.get(item);
  };
  const apply = () => {
    const verdicts = every('input[name=v]:checked', form).map((box) => box.value);
    const area = form.elements.a?.value ?? '';
    const words = form.elements.q.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let count = 0;
    for (const item of items) {
      const fits = item.dataset.v.split(' ').some((verdict) => verdicts.includes(verdict))
        && !(onlyDifferent?.checked && 'same' in item.dataset) && (area === '' || item.dataset.a === area) && words.every((word) => textOf(item).includes(word));
      item.hidden = !fits;
      if (fits) count += 1;
    }
    for (const group of groups) group.hidden = !group.querySelector('[data-v][data-a]:not([hidden])');
    if (none) none.hidden = count > 0;
    if (shown) shown.textContent = count + ' of ' + items.length + ' shown';
  };
  let timer;
  form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(apply, 80); });
  onlyDifferent?.addEventListener('change', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  for (const button of every('[data-all]', form)) button.addEventListener('click', () => {
    for (const item of items) if (!item.hidden) item.open = button.dataset.all === 'open';
  });
  form.hidden = false;
  // On however many lines it stands, it covers nothing that a link leads to.
  const clear = () => { root.style.scrollPaddingTop = getComputedStyle(form).position === 'sticky' ? form.offsetHeight + 12 + 'px' : ''; };
  addEventListener('resize', clear);
  apply();
  clear();
}
follow();
})();
`;
