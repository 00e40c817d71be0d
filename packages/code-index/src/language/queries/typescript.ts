import { ecma, jsx } from './ecma.ts';

/** Captures of TypeScript. */
export const typescript = `${ecma}
(function_signature name: (identifier) @name) @function
(class_declaration name: (type_identifier) @name) @class
(abstract_class_declaration name: (type_identifier) @name) @class
(interface_declaration name: (type_identifier) @name) @interface
(type_alias_declaration name: (type_identifier) @name) @type
(enum_declaration name: (identifier) @name) @enum
(internal_module name: (_) @name) @module
(module name: (_) @name) @module
(method_signature name: (property_identifier) @name) @method
(abstract_method_signature name: (property_identifier) @name) @method
(public_field_definition name: (property_identifier) @name) @field
(ambient_declaration (lexical_declaration (variable_declarator name: (identifier) @name) @constant))
(ambient_declaration (variable_declaration (variable_declarator name: (identifier) @name) @variable))
(import_statement (import_require_clause source: (string) @source)) @import

(type_annotation (type_identifier) @use)
(generic_type name: (type_identifier) @use)
(union_type (type_identifier) @use)
(type_arguments (type_identifier) @use)
(array_type (type_identifier) @use)
(implements_clause (type_identifier) @use)
(extends_type_clause (type_identifier) @use)
(extends_clause value: (identifier) @use)
`;

/** Captures of TypeScript with JSX. */
export const tsx = `${typescript}${jsx}`;
