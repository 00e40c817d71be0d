/** Captures of C and C++. */
export const cpp = `
(function_definition declarator: (function_declarator declarator: [(identifier) (qualified_identifier)] @name)) @function
(function_definition declarator: (pointer_declarator declarator: (function_declarator declarator: (identifier) @name))) @function
(function_definition declarator: (reference_declarator (function_declarator declarator: (qualified_identifier) @name))) @function
(function_definition declarator: (function_declarator declarator: [(field_identifier) (destructor_name) (operator_name)] @name)) @method
(translation_unit (declaration declarator: (function_declarator declarator: (identifier) @name)) @function)
(class_specifier name: (type_identifier) @name body: (_)) @class
(struct_specifier name: (type_identifier) @name body: (_)) @class
(union_specifier name: (type_identifier) @name body: (_)) @class
(enum_specifier name: (type_identifier) @name body: (_)) @enum
(type_definition declarator: (type_identifier) @name) @type
(alias_declaration name: (type_identifier) @name) @type
(namespace_definition name: (_) @name) @module
(preproc_def name: (identifier) @name) @constant
(preproc_function_def name: (identifier) @name) @function

(preproc_include path: [(string_literal) (system_lib_string)] @source) @import

(call_expression function: (identifier) @call)
(call_expression function: (field_expression field: (field_identifier) @call))
(call_expression function: (qualified_identifier name: (identifier) @call))
(new_expression type: (type_identifier) @call)
(base_class_clause (type_identifier) @use)
(parameter_declaration type: (type_identifier) @use)
(field_declaration type: (type_identifier) @use)

(comment) @doc
`;
