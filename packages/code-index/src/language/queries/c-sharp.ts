/** Captures of C#. */
export const cSharp = `
(class_declaration name: (identifier) @name) @class
(struct_declaration name: (identifier) @name) @class
(record_declaration name: (identifier) @name) @class
(interface_declaration name: (identifier) @name) @interface
(enum_declaration name: (identifier) @name) @enum
(delegate_declaration name: (identifier) @name) @type
(namespace_declaration name: (_) @name) @module
(file_scoped_namespace_declaration name: (_) @name) @module
(method_declaration name: (identifier) @name) @method
(constructor_declaration name: (identifier) @name) @method
(property_declaration name: (identifier) @name) @field

(using_directive !name [(identifier) (qualified_name)] @source) @import
(using_directive name: (identifier) (qualified_name) @source) @import

(invocation_expression function: (identifier) @call)
(invocation_expression function: (member_access_expression name: (identifier) @call))
(invocation_expression function: (member_access_expression name: (generic_name (identifier) @call)))
(object_creation_expression type: (identifier) @call)
(object_creation_expression type: (generic_name (identifier) @call))
(base_list (identifier) @use)
(parameter type: (identifier) @use)
(variable_declaration type: (identifier) @use)
(property_declaration type: (identifier) @use)
(method_declaration returns: (identifier) @use)
(type_argument_list (identifier) @use)
(nullable_type (identifier) @use)
(base_list (generic_name (identifier) @use))
(parameter type: (generic_name (identifier) @use))
(variable_declaration type: (generic_name (identifier) @use))
(attribute name: (identifier) @use)
((member_access_expression expression: (identifier) @use) (#match? @use "^[A-Z]"))

(modifier "public") @exported
(comment) @doc
`;
