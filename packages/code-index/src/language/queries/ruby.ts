/** Captures of Ruby. */
export const ruby = `
(class name: (_) @name) @class
(module name: (_) @name) @module
(method name: (_) @name) @method
(singleton_method name: (_) @name) @method
(assignment left: (constant) @name) @constant

((call method: (identifier) @callee arguments: (argument_list . (string) @source)) @import (#match? @callee "^(require|require_relative|load)$"))

(call method: (identifier) @call)
(call receiver: (constant) @use)
(superclass (constant) @use)

(comment) @doc
`;
