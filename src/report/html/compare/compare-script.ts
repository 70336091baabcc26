/** What `compare.html` does beside the common script: a cell folds out what it rests on where it stands, instead of going there. */
export const compareScript = `(() => {
'use strict';
const cells = new Map();
for (const cell of document.querySelectorAll('a.cell')) {
  const details = document.getElementById(cell.hash.slice(1))?.closest('details');
  if (!details) continue;
  cells.set(details, cell);
  cell.setAttribute('aria-expanded', String(details.open));
}
document.addEventListener('toggle', (event) => {
  cells.get(event.target)?.setAttribute('aria-expanded', String(event.target.open));
}, true);
document.addEventListener('click', (event) => {
  const cell = event.target.closest('a.cell');
  if (cell === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const details = document.getElementById(cell.hash.slice(1))?.closest('details');
  if (!details) return;
  event.preventDefault();
  details.open = !details.open;
  if (details.open) details.scrollIntoView({ block: 'nearest' });
});
})();
`;
