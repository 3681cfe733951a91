/** An estimate of the width of a string in the font of the page, in pixels. */
export function textWidth(text: string, size: number, weight: 400 | 600): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width * size * (weight === 600 ? 1.06 : 1);
}

/** As a fraction of the font size. */
function widthOf(character: string): number {
  if (/[ijl.,:;'|!]/.test(character)) return 0.27;
  if (/[frt()[\]\s/-]/.test(character)) return 0.37;
  if (/[mwMW@%]/.test(character)) return 0.88;
  if (/[A-Z]/.test(character)) return 0.68;
  return (character.codePointAt(0) ?? 0) > 0x2e80 ? 1 : 0.58;
}
