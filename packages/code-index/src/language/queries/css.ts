/** Captures of CSS. */
export const css = `
(rule_set (selectors (class_selector (class_name) @name))) @class
(keyframes_statement (keyframes_name) @name) @constant
(import_statement [(string_value) (call_expression)] @source) @import
(comment) @doc
`;
