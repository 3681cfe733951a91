/** An estimate of the width of a name in the font of the cards, in pixels at a zoom of 1. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width * nameSize;
}

const nameSize = 14;

/** As a fraction of the font size. */
function widthOf(character: string): number {
  if (/[ijl.,:;'|!]/.test(character)) return 0.27;
  if (/[frt()[\]\s/-]/.test(character)) return 0.37;
  if (/[mwMW@%]/.test(character)) return 0.88;
  if (/[A-Z]/.test(character)) return 0.68;
  return (character.codePointAt(0) ?? 0) > 0x2e80 ? 1 : 0.58;
}
