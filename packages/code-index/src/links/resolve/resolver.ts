import type { CodeImport } from '../../model/code-import.ts';
import type { ProjectPaths } from './project-paths.ts';

/** Files of the project an import in the file `from` means. */
export type Resolver = (from: string, imported: CodeImport, project: ProjectPaths) => readonly string[];
