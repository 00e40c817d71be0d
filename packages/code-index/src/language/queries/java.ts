/** Captures of Java. */
export const java = `
(class_declaration name: (identifier) @name) @class
(record_declaration name: (identifier) @name) @class
(interface_declaration name: (identifier) @name) @interface
(annotation_type_declaration name: (identifier) @name) @interface
(enum_declaration name: (identifier) @name) @enum
(method_declaration name: (identifier) @name) @method
(constructor_declaration name: (identifier) @name) @method
(field_declaration declarator: (variable_declarator name: (identifier) @name)) @field

(import_declaration [(scoped_identifier) (identifier)] @source) @import

(method_invocation name: (identifier) @call)
(object_creation_expression type: (type_identifier) @call)
(superclass (type_identifier) @use)
(super_interfaces (type_list (type_identifier) @use))
(marker_annotation name: (identifier) @use)
(formal_parameter type: (type_identifier) @use)
(field_declaration type: (type_identifier) @use)

(modifiers "public" @exported)
(line_comment) @doc
(block_comment) @doc
`;
