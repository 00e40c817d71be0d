import { ecma, jsx } from './ecma.ts';

/** Captures of JavaScript. */
export const javascript = `${ecma}${jsx}
(class_declaration name: (identifier) @name) @class
(class_heritage (identifier) @use)
(field_definition property: (property_identifier) @name value: (arrow_function)) @method
`;
