/** Folders that hold nobody's own source: version control, installed packages, state of Artemis. */
export const foldersLeftOut: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', '.jj', 'node_modules', '.artemis']);
