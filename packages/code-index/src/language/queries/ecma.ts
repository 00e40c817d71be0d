/** What JavaScript and TypeScript have in common. */
export const ecma = `
(function_declaration name: (identifier) @name) @function
(generator_function_declaration name: (identifier) @name) @function
(method_definition name: (_) @name) @method
(program (lexical_declaration (variable_declarator name: (identifier) @name) @constant))
(program (variable_declaration (variable_declarator name: (identifier) @name) @variable))
(export_statement (lexical_declaration (variable_declarator name: (identifier) @name) @constant))
(program (lexical_declaration (variable_declarator name: (identifier) @name value: [(arrow_function) (function_expression)]) @function))
(export_statement (lexical_declaration (variable_declarator name: (identifier) @name value: [(arrow_function) (function_expression)]) @function))

(import_statement source: (string) @source) @import
(export_statement source: (string) @source) @import
(call_expression function: (import) arguments: (arguments . (string) @source)) @import
((call_expression function: (identifier) @callee arguments: (arguments . (string) @source)) @import (#eq? @callee "require"))
(import_clause (identifier) @default)
(import_specifier name: (identifier) @imported)
(export_specifier name: (identifier) @imported)

(call_expression function: (identifier) @call)
(call_expression function: (member_expression property: (property_identifier) @call))
(new_expression constructor: (identifier) @call)
(new_expression constructor: (member_expression property: (property_identifier) @call))
(decorator (identifier) @use)

(export_statement) @exported
(comment) @doc
`;

/** Components of JSX count as calls of their function. */
export const jsx = `
(jsx_opening_element name: (identifier) @call)
(jsx_self_closing_element name: (identifier) @call)
`;
