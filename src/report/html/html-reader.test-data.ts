import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Element = DefaultTreeAdapterTypes.Element;

/** Elements of HTML without an end tag (WHATWG HTML §13.1.2). */
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const SVG = 'http://www.w3.org/2000/svg';

/**
 * What parse5, which reads as browsers do, has to mend in a page: its errors, each element without a start or an end tag of its own
 * or elsewhere than where it was written, and end tags of nothing. Empty for a page that is well-formed.
 */
export function htmlComplaints(page: string): readonly string[] {
  const complaints: string[] = [];
  const document = parse(page, {
    sourceCodeLocationInfo: true,
    onParseError: ({ code, startLine }) => complaints.push(`line ${startLine}: ${code}`),
  });
  let endTags = 0;
  /** Visits elements one after another from an offset on; gives the offset after the last. */
  const visit = (elements: readonly Element[], from: number): number => {
    let at = from;
    for (const { tagName, namespaceURI, sourceCodeLocation, childNodes } of elements) {
      const { startTag, endTag, startLine } = sourceCodeLocation ?? {};
      const element = `line ${startLine}: ${tagName}`;
      const closesItself = namespaceURI === SVG ? page[(startTag?.endOffset ?? 0) - 2] === '/' : VOID.has(tagName);
      if (startTag === undefined) complaints.push(`${element} has no start tag`);
      else if (endTag === undefined && !closesItself) complaints.push(`${element} has no end tag`);
      else {
        if (startTag.startOffset < at) complaints.push(`${element} is moved`);
        at = visit(childNodes.filter(isElement), startTag.endOffset);
        if (endTag === undefined) continue;
        if (endTag.startOffset < at) complaints.push(`${element} ends within a child`);
        endTags += 1;
        at = endTag.endOffset;
      }
    }
    return at;
  };
  visit(document.childNodes.filter(isElement), 0);
  const written = page.match(/<\/[a-z]/gi)?.length ?? 0;
  if (written !== endTags) complaints.push(`${written} end tags, ${endTags} of them of an element`);
  return complaints;
}

const isElement = (node: DefaultTreeAdapterTypes.ChildNode): node is Element => 'tagName' in node;
