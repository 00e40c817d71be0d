/** Captures of PowerShell. */
export const powershell = `
(function_statement (function_name) @name) @function
(class_statement (simple_name) @name) @class
(command command_name: (command_name) @call)
(comment) @doc
`;
