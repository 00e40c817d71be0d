/** Captures of shell scripts. */
export const bash = `
(function_definition name: (word) @name) @function
(program (variable_assignment name: (variable_name) @name) @variable)

((command name: (command_name (word) @callee) argument: [(word) (string) (raw_string) (concatenation)] @source) @import (#match? @callee "^(source|\\\\.)$"))

(command name: (command_name (word) @call))

(comment) @doc
`;
