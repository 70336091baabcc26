import { expect, test } from 'vitest';
import { htmlComplaints } from './html-reader.test-data.ts';

const page = (body: string) =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>t</title></head><body>${body}</body></html>`;

test('a page in which every element has its own tags has nothing to mend', () => {
  expect(htmlComplaints(page('<p id="a">a<br>b &amp; c</p><svg><g><path d="M0"/></g></svg>'))).toEqual([]);
});

test.each([
  ['an element that is never closed', '<div>', /div has no end tag/],
  ['a self-closed element that HTML leaves open', '<p/>', /non-void-html-element-start-tag-with-trailing-solidus/],
  ['an end tag of nothing', '<p>a</p></div>', /^6 end tags, 5 of them/],
  ['tags that cross', '<b><i>a</b></i>', /i has no end tag/],
  ['a part that browsers put in', '<table><tr><td>a</td></tr></table>', /tbody has no start tag/],
  ['a part that browsers move', '<table><tbody><div>a</div></tbody></table>', /table is moved/],
  ['an attribute twice', '<p a="1" a="2">a</p>', /duplicate-attribute/],
  ['an unknown character reference', '<p>&nosuch;</p>', /unknown-named-character-reference/],
])('%s is told', (_what, body, complaint) => {
  expect(htmlComplaints(page(body)).join('\n')).toMatch(complaint);
});
