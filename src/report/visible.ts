const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}]/gu;
const unprintableButLayout =
  /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}]/gu;

const spelled = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * Writes each code unit that cannot be shown safely as the six characters `\uXXXX`, so that nothing that a candidate says can
 * steer a terminal, reorder a line, hide in it, or vanish in an XML writer.
 *
 * Concerned are control characters, lone surrogates, noncharacters, line and paragraph separators, and everything that is
 * invisible or changes direction. `keepNewlines` leaves line feeds and tabs alone.
 */
export function visible(text: string, { keepNewlines = false }: { readonly keepNewlines?: boolean } = {}): string {
  return text.replace(keepNewlines ? unprintableButLayout : unprintable, (point) => point.split('').map(spelled).join(''));
}
