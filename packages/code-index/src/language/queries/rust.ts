/** Captures of Rust. */
export const rust = `
(function_item name: (identifier) @name) @function
(function_signature_item name: (identifier) @name) @function
(struct_item name: (type_identifier) @name) @class
(union_item name: (type_identifier) @name) @class
(enum_item name: (type_identifier) @name) @enum
(trait_item name: (type_identifier) @name) @interface
(type_item name: (type_identifier) @name) @type
(mod_item name: (identifier) @name body: (_)) @module
(impl_item type: [(type_identifier) @name (generic_type type: (type_identifier) @name)]) @owner
(const_item name: (identifier) @name) @constant
(static_item name: (identifier) @name) @constant
(macro_definition name: (identifier) @name) @function

(use_declaration argument: (_) @source) @import
(mod_item name: (identifier) @module-file !body) @import
(extern_crate_declaration name: (identifier) @source) @import

(call_expression function: (identifier) @call)
(call_expression function: (field_expression field: (field_identifier) @call))
(call_expression function: (scoped_identifier name: (identifier) @call))
(macro_invocation macro: (identifier) @call)
(struct_expression name: (type_identifier) @call)
(impl_item trait: (type_identifier) @use)
(parameter type: (type_identifier) @use)
(parameter type: (reference_type type: (type_identifier) @use))
(field_declaration type: (type_identifier) @use)

(visibility_modifier) @exported
(line_comment) @doc
(block_comment) @doc
`;
