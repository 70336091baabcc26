import { expect, test } from 'vitest';
import { html, nothing, preformatted } from './safe-html.ts';

const hostile = `<script>"'&\u0000\u001b\u202e\ud800`;
const inert = '&lt;script&gt;&quot;&#39;&amp;\\u0000\\u001b\\u202e\\ud800';

test('escapes and shows texts in content, in attributes and in arrays', () => {
  expect(html`<p title="${hostile}">${hostile}${[hostile, [hostile]]}</p>`.toString()).toBe(
    `<p title="${inert}">${inert}${inert}${inert}</p>`,
  );
});

test('takes markup of its own as it is, numbers, and nothing for null and false', () => {
  expect(html`<b>${html`<i>${1}</i>`}${null}${false}${nothing}${[html`<u>x</u>`]}</b>`.toString()).toBe(
    '<b><i>1</i><u>x</u></b>',
  );
});

test('does not take an object that only looks like markup', () => {
  const forged = { toString: () => '<script>' } as unknown as string;
  expect(() => html`${forged}`.toString()).toThrow();
});

test('keeps line feeds and quotes of preformatted text', () => {
  expect(preformatted('{\n\t"a": "<b>\r\u0007"\n}').toString()).toBe('{\n\t"a": "&lt;b&gt;\\u000d\\u0007"\n}');
});
