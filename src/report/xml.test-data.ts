import { XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm';

/** What libxml2 says against a text as XML, or as a document of a schema (XSD) where one is given; empty where it accepts it. */
export function xmlComplaint(xml: string, schema?: string): string {
  const opened: { dispose(): void }[] = [];
  const open = <T extends { dispose(): void }>(one: T): T => {
    opened.push(one);
    return one;
  };
  try {
    const document = open(XmlDocument.fromString(xml));
    if (schema !== undefined) open(XsdValidator.fromDoc(open(XmlDocument.fromString(schema)))).validate(document);
    return '';
  } catch (error) {
    if (error instanceof XmlLibError) return error.message;
    throw error;
  } finally {
    for (const one of opened.reverse()) one.dispose();
  }
}

/** What an XPath expression of a string or a number gives, as text. */
export function xpath(xml: string, expression: string): string {
  const document = XmlDocument.fromString(xml);
  try {
    return String(document.eval(expression));
  } finally {
    document.dispose();
  }
}
