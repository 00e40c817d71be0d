/** Captures of Go. */
export const go = `
(function_declaration name: (identifier) @name) @function
(method_declaration
  receiver: (parameter_list (parameter_declaration type: [(type_identifier) @receiver (pointer_type (type_identifier) @receiver) (generic_type type: (type_identifier) @receiver) (pointer_type (generic_type type: (type_identifier) @receiver))]))
  name: (field_identifier) @name) @method
(type_spec name: (type_identifier) @name type: (struct_type)) @class
(type_spec name: (type_identifier) @name type: (interface_type)) @interface
(type_spec name: (type_identifier) @name type: [(type_identifier) (qualified_type) (map_type) (slice_type) (array_type) (function_type) (pointer_type) (channel_type)]) @type
(source_file (const_declaration (const_spec name: (identifier) @name) @constant))
(source_file (var_declaration (var_spec name: (identifier) @name) @variable))

(import_spec path: (interpreted_string_literal) @source) @import

(call_expression function: (identifier) @call)
(call_expression function: (selector_expression field: (field_identifier) @call))
(composite_literal type: (type_identifier) @call)
(composite_literal type: (qualified_type name: (type_identifier) @call))
(parameter_declaration type: (type_identifier) @use)
(parameter_declaration type: (pointer_type (type_identifier) @use))
(parameter_declaration type: (qualified_type name: (type_identifier) @use))
(field_declaration type: (type_identifier) @use)
(field_declaration type: (pointer_type (type_identifier) @use))

(comment) @doc
`;
