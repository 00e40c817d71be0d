/** Captures of PHP. */
export const php = `
(class_declaration name: (name) @name) @class
(interface_declaration name: (name) @name) @interface
(trait_declaration name: (name) @name) @interface
(enum_declaration name: (name) @name) @enum
(function_definition name: (name) @name) @function
(method_declaration name: (name) @name) @method
(const_declaration (const_element (name) @name)) @constant

(namespace_use_clause [(qualified_name) (name)] @source) @import
(require_expression (string) @source) @import
(require_once_expression (string) @source) @import
(include_expression (string) @source) @import
(include_once_expression (string) @source) @import

(function_call_expression function: (name) @call)
(member_call_expression name: (name) @call)
(scoped_call_expression name: (name) @call)
(object_creation_expression (name) @call)
(base_clause (name) @use)
(class_interface_clause (name) @use)
(named_type (name) @use)

(comment) @doc
`;
