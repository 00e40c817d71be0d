const plain: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201a\u201b]/g, "'"],
  [/[\u201c\u201d\u201e]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/[\u00a0\u2000-\u200a\u202f]/g, ' '],
  [/[\u200b\ufeff]/g, ''],
];

/** The text with the quotes, dashes and spaces of a keyboard instead of those of a word processor. */
export const plainSigns = (text: string): string => plain.reduce((rest, [signs, sign]) => rest.replace(signs, sign), text);
